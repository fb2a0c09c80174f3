#define _GNU_SOURCE
#include "faulty.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RUNTIME "/2018-06-01/runtime/"

static void wait_for_ever(void) {
    for (;;) {
        pause();
    }
}

static void report_init_error(void) {
    const char body[] = "{\"errorType\":\"Startup.Broken\",\"errorMessage\":\"open_database failed\"}";
    struct answer answer = request("POST", RUNTIME "init/error",
                                   "Lambda-Runtime-Function-Error-Type: Startup.Broken\r\n", body, sizeof body - 1);
    say("init/error answered %d", answer.status);
}

// A process beside the function: in its group and deaf to SIGTERM, which it records if told to listen, or in a session of
// its own.
static void start_companion(int own_session) {
    int ready[2];
    char byte;
    if (pipe(ready)) {
        exit(95);
    }
    if (fork() == 0) {
        if (has("listening")) {
            catch_signals("child", 1);
        } else {
            signal(SIGTERM, SIG_IGN);
        }
        if (own_session) {
            setsid();
        }
        say("%s pid=%d", own_session ? "daemon" : "child", getpid());
        close(ready[1]);
        wait_for_ever();
    }
    close(ready[1]);
    if (read(ready[0], &byte, 1)) { // Ends when the companion has closed its side: it has said who it is.
        exit(96);
    }
}

static void register_internal(void) {
    struct answer answer = request("POST", "/2020-01-01/extension/register", "Lambda-Extension-Name: inside\r\n",
                                   "{\"events\":[]}", 13);
    char extra[300];
    snprintf(extra, sizeof extra, "Lambda-Extension-Identifier: %s\r\n", field(&answer, "Lambda-Extension-Identifier"));
    request_unread("GET", "/2020-01-01/extension/event/next", extra);
}

// Once: the file in TMPDIR that the first process leaves makes its successor behave.
static int only_once(void) {
    char path[512];
    snprintf(path, sizeof path, "%s/been-here", getenv("TMPDIR"));
    if (access(path, F_OK) == 0) {
        return 0;
    }
    fclose(fopen(path, "w"));
    return 1;
}

static void initialise(void) {
    if (has("die-in-init")) {
        say("dying in init");
        exit(3);
    }
    if (has("init-error")) {
        report_init_error();
        exit(1);
    }
    if (has("never-next") && (!has("once") || only_once())) {
        say("never calling next");
        wait_for_ever();
    }
    if (has("child")) {
        start_companion(0);
    }
    if (has("daemon")) {
        start_companion(1);
    }
    if (has("internal-extension")) {
        register_internal();
    }
}

static void allocate(size_t megabytes) {
    for (size_t i = 0; i < megabytes; i++) {
        memset(malloc(1 << 20), 1, 1 << 20);
    }
    say("allocated %zu MB", megabytes);
    wait_for_ever();
}

static void misbehave(void) {
    if (has("once") && !only_once()) {
        return;
    }
    if (has("die-in-invoke")) {
        say("dying in invoke");
        exit(4);
    }
    if (has("hang-in-invoke")) {
        say("hanging in invoke");
        wait_for_ever();
    }
    if (has("allocate")) {
        allocate(atoi(value_of("allocate")));
    }
}

static void respond(const struct answer *event) {
    char id[64], path[200];
    snprintf(id, sizeof id, "%s", field(event, "Lambda-Runtime-Aws-Request-Id"));
    const char *answer = getenv("FUNCTION_ANSWER");
    if (has("error")) {
        const char body[] = "{\"errorType\":\"Handler.Broken\",\"errorMessage\":\"no\"}";
        snprintf(path, sizeof path, RUNTIME "invocation/%s/error", id);
        request("POST", path, "Lambda-Runtime-Function-Error-Type: Handler.Broken\r\n", body, sizeof body - 1);
    } else if (has("too-large")) {
        size_t length = 7 << 20;
        char *body = memset(malloc(length), 'x', length);
        snprintf(path, sizeof path, RUNTIME "invocation/%s/response", id);
        say("too large answered %d", request("POST", path, "", body, length).status);
    } else {
        snprintf(path, sizeof path, RUNTIME "invocation/%s/response", id);
        request("POST", path, "", answer ? answer : event->body, answer ? strlen(answer) : event->length);
    }
}

int run_function(void) {
    if (!has("default-signals")) {
        catch_signals("function", has("ignore-sigterm"));
    }
    say("function pid=%d generation=%s", getpid(), getenv("TMPDIR"));
    initialise();
    for (;;) {
        struct answer event = request("GET", RUNTIME "invocation/next", "", "", 0);
        misbehave();
        say("serving %s", field(&event, "Lambda-Runtime-Aws-Request-Id"));
        respond(&event);
        if (has("die-before-next")) {
            exit(5);
        }
        free(event.head);
    }
}
