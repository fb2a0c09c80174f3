#define _GNU_SOURCE
#include "faulty.h"
#include <libgen.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *faults = "";

void set_faults(const char *words) { faults = words ? words : ""; }

const char *value_of(const char *word) {
    static char value[256];
    size_t length = strlen(word);
    for (const char *at = faults; *at;) {
        size_t end = strcspn(at, " ");
        if (end >= length && !strncmp(at, word, length) && (end == length || at[length] == '=')) {
            snprintf(value, sizeof value, "%.*s", (int)(end > length ? end - length - 1 : 0), at + length + 1);
            return value;
        }
        at += end + strspn(at + end, " ");
    }
    return NULL;
}

int has(const char *word) { return value_of(word) != NULL; }

void say(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    fflush(stdout);
}

int main(int count, char **arguments) {
    (void)count;
    if (getenv("_HANDLER")) {
        set_faults(getenv("FUNCTION_FAULT"));
        return run_function();
    }
    const char *name = basename(arguments[0]);
    char variable[300];
    snprintf(variable, sizeof variable, "EXTENSION_FAULT_%s", name);
    set_faults(getenv(variable) ? getenv(variable) : getenv("EXTENSION_FAULT"));
    return run_extension(name);
}
