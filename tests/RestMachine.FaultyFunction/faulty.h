// A Lambda function or extension in a few hundred lines of C, without any of our libraries: what the emulator is tested
// against. It starts in a millisecond. Its role is what the environment tells it (_HANDLER is a function's only), its
// misbehaviour is words in FUNCTION_FAULT, EXTENSION_FAULT, or EXTENSION_FAULT_<name> for one of several extensions.
#ifndef FAULTY_H
#define FAULTY_H

#include <stddef.h>

struct answer {
    int status;
    char *head; // with the status line
    char *body;
    size_t length; // of the body
};

// One request on a connection of its own; extra is further header lines, each ending with \r\n.
struct answer request(const char *method, const char *path, const char *extra, const char *body, size_t length);

// Sends the request and leaves the connection open, unread.
void request_unread(const char *method, const char *path, const char *extra);

// Value of a header field in an answer, in a static buffer; empty if there is none.
const char *field(const struct answer *answer, const char *name);

// Whether the word is among the faults; value_of returns what follows "word=", or null.
int has(const char *word);
const char *value_of(const char *word);
void set_faults(const char *words);

// A line on standard output, at once.
void say(const char *format, ...);

// Records the signal in RECORD_FILE as "<role> <name>\n" and, for SIGTERM, exits with 0 unless told to ignore it.
void catch_signals(const char *role, int ignore_sigterm);

int run_function(void);
int run_extension(const char *name);

#endif
