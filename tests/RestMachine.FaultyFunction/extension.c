#define _GNU_SOURCE
#include "faulty.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXTENSION "/2020-01-01/extension/"

static char identity[300];

static void wait_for_ever(void) {
    for (;;) {
        pause();
    }
}

static void register_as(const char *name) {
    char extra[300], body[200], list[150] = "";
    const char *events = has("no-events") ? "" : has("events") ? value_of("events") : "SHUTDOWN";
    char copy[100];
    snprintf(copy, sizeof copy, "%s", events);
    for (char *event = strtok(copy, ","); event; event = strtok(NULL, ",")) {
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s\"%s\"", *list ? "," : "", event);
    }
    snprintf(extra, sizeof extra, "Lambda-Extension-Name: %s\r\n", name);
    snprintf(body, sizeof body, "{\"events\":[%s]}", list);
    struct answer answer = request("POST", EXTENSION "register", extra, body, strlen(body));
    if (answer.status != 200) {
        say("[Extension] register answered %d %s", answer.status, answer.body);
        if (has("wrong-name")) {
            wait_for_ever();
        }
        exit(20);
    }
    snprintf(identity, sizeof identity, "Lambda-Extension-Identifier: %s\r\n",
             field(&answer, "Lambda-Extension-Identifier"));
}

static void report(const char *path, const char *type) {
    char extra[600];
    snprintf(extra, sizeof extra, "%sLambda-Extension-Function-Error-Type: %s\r\n", identity, type);
    struct answer answer = request("POST", path, extra, "{}", 2);
    say("[Extension] %s answered %d", path, answer.status);
}

static int shut_down(const struct answer *event) {
    say("[Extension] content-type %s", field(event, "Content-Type"));
    say("[Extension] %s", event->body);
    if (has("ignore-shutdown")) {
        wait_for_ever();
    }
    if (has("completed")) {
        say("[Extension] Shutdown handlers completed successfully (SIGTERM, 1 completed, 1.0 ms of 250 ms)");
    }
    if (has("json")) {
        say("{\"level\":\"INFO\",\"message\":\"Shutdown handlers completed successfully\"}");
    }
    return has("exit-one") ? 1 : 0;
}

int run_extension(const char *name) {
    catch_signals("extension", 1);
    say("[Extension] %s pid=%d handler=%s", name, getpid(), getenv("LAMBDA_TASK_ROOT") ? "seen" : "unseen");
    if (has("die-before-register")) {
        exit(7);
    }
    if (has("never-register")) {
        wait_for_ever();
    }
    if (getenv("RESTMACHINE_EXTENSION_TIMEOUT")) {
        say("RESTMACHINE_EXTENSION_PORT=%s RESTMACHINE_EXTENSION_TIMEOUT=%s", getenv("RESTMACHINE_EXTENSION_PORT"),
            getenv("RESTMACHINE_EXTENSION_TIMEOUT"));
    }
    register_as(has("wrong-name") ? "another-name" : name);
    if (has("die-after-register")) {
        exit(8);
    }
    if (has("exit-zero")) {
        exit(0);
    }
    if (has("init-error")) {
        report(EXTENSION "init/error", "Extension.NoConfiguration");
        exit(10);
    }
    if (has("never-next")) {
        wait_for_ever();
    }
    for (;;) {
        struct answer event = request("GET", EXTENSION "event/next", identity, "", 0);
        if (strstr(event.body, "\"SHUTDOWN\"")) {
            return shut_down(&event);
        }
        say("[Extension] INVOKE %s", event.body);
        if (has("die-in-invoke")) {
            exit(9);
        }
        if (has("exit-error")) {
            report(EXTENSION "exit/error", "Extension.Broken");
            exit(11);
        }
        free(event.head);
    }
}
