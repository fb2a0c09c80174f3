#define _GNU_SOURCE
#include "faulty.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char role[64];
static int record = -1;
static int ignoring;

static void caught(int signal) {
    char line[96];
    const char *name = signal == SIGTERM ? "SIGTERM" : signal == SIGCONT ? "SIGCONT" : "SIGINT";
    strcpy(line, role);
    strcat(strcat(strcat(line, " "), name), "\n");
    if (record >= 0 && write(record, line, strlen(line)) < 0) {
        _exit(93);
    }
    if (signal == SIGTERM && !ignoring) {
        const char text[] = "[Function] SIGTERM received, closing\n";
        _exit(write(1, text, sizeof text - 1) < 0 ? 94 : 0);
    }
}

void catch_signals(const char *who, int ignore_sigterm) {
    const char *file = getenv("RECORD_FILE");
    snprintf(role, sizeof role, "%s", who);
    ignoring = ignore_sigterm;
    if (file) {
        record = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    }
    struct sigaction action = {.sa_handler = caught, .sa_flags = SA_RESTART};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGCONT, &action, NULL);
    sigaction(SIGINT, &action, NULL);
}
