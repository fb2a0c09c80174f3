#define _GNU_SOURCE
#include "faulty.h"
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static int send_request(const char *method, const char *path, const char *extra, const char *body, size_t length) {
    const char *api = getenv("AWS_LAMBDA_RUNTIME_API");
    const char *colon = api ? strchr(api, ':') : NULL;
    if (!colon) {
        say("AWS_LAMBDA_RUNTIME_API is missing");
        exit(90);
    }
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(colon + 1))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(connection, (struct sockaddr *)&address, sizeof address)) {
        exit(91); // The emulator has gone.
    }
    dprintf(connection, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %zu\r\n%s\r\n", method, path,
            api, length, extra);
    while (length > 0) {
        ssize_t sent = send(connection, body, length, MSG_NOSIGNAL);
        if (sent < 0) {
            break; // Refused in the middle: the answer says why.
        }
        body += sent;
        length -= sent;
    }
    return connection;
}

void request_unread(const char *method, const char *path, const char *extra) {
    send_request(method, path, extra, "", 0);
}

struct answer request(const char *method, const char *path, const char *extra, const char *body, size_t length) {
    int connection = send_request(method, path, extra, body, length);
    struct answer answer = {0};
    size_t size = 0, capacity = 1 << 16;
    char *text = malloc(capacity + 1);
    for (;;) {
        ssize_t count = recv(connection, text + size, capacity - size, 0);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            break;
        }
        size += count;
        if (size == capacity) {
            text = realloc(text, (capacity *= 2) + 1);
        }
    }
    close(connection);
    text[size] = 0;
    char *end = strstr(text, "\r\n\r\n");
    if (!end) {
        exit(92); // The connection was cut: the emulator has gone.
    }
    *end = 0;
    answer.head = text;
    answer.body = end + 4;
    answer.length = size - (answer.body - text);
    answer.status = atoi(text + 9);
    return answer;
}

const char *field(const struct answer *answer, const char *name) {
    static char value[256];
    size_t length = strlen(name);
    value[0] = 0;
    for (const char *line = strstr(answer->head, "\r\n"); line; line = strstr(line, "\r\n")) {
        line += 2;
        if (!strncasecmp(line, name, length) && line[length] == ':') {
            const char *start = line + length + 1 + strspn(line + length + 1, " ");
            snprintf(value, sizeof value, "%.*s", (int)strcspn(start, "\r"), start);
        }
    }
    return value;
}
