/*
 * Runs a program and writes the names of its functions in the order in which they are first called: a breakpoint on each,
 * taken away when it is hit. Usage: trace <functions> <calls> <program>; <functions> is what nm prints. x86-64.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

struct function {
    unsigned long address;
    char *name;
    unsigned char instruction, called;
};

static struct function *functions;
static size_t count;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static int byAddress(const void *left, const void *right)
{
    unsigned long a = ((const struct function *)left)->address, b = ((const struct function *)right)->address;
    return (a > b) - (a < b);
}

static void readFunctions(const char *path)
{
    FILE *file = fopen(path, "r");
    size_t room = 0, capacity = 0;
    char *line = NULL;
    if (!file)
        fail(path);
    while (getline(&line, &capacity, file) > 0) {
        char *name;
        unsigned long address = strtoul(line, &name, 16);
        /* "<address> t <name>" */
        name += 3;
        name[strcspn(name, "\n")] = 0;
        if (count == room && !(functions = realloc(functions, (room = room * 2 + 1024) * sizeof *functions)))
            fail("realloc");
        functions[count++] = (struct function){ .address = address, .name = strdup(name) };
    }
    fclose(file);
    qsort(functions, count, sizeof *functions, byAddress);
}

/* Where a position-independent program was loaded: its lowest mapping. */
static unsigned long baseOf(pid_t process, const char *program)
{
    char path[64], *real = realpath(program, NULL), *line = NULL;
    size_t capacity = 0;
    unsigned long base = 0;
    snprintf(path, sizeof path, "/proc/%d/maps", process);
    FILE *maps = fopen(path, "r");
    if (!maps || !real)
        fail(program);
    while (base == 0 && getline(&line, &capacity, maps) > 0)
        if (strstr(line, real))
            base = strtoul(line, NULL, 16);
    fclose(maps);
    return base;
}

static unsigned char setByte(pid_t thread, unsigned long address, unsigned char byte)
{
    unsigned long word = (unsigned long)ptrace(PTRACE_PEEKTEXT, thread, address, NULL);
    if (ptrace(PTRACE_POKETEXT, thread, address, (word & ~0xFFUL) | byte) != 0)
        fail("ptrace");
    return (unsigned char)word;
}

static void setBreakpoints(pid_t process, unsigned long base)
{
    for (size_t i = 0; i < count; i++) {
        functions[i].address += base;
        functions[i].instruction = i > 0 && functions[i].address == functions[i - 1].address
            ? functions[i - 1].instruction
            : setByte(process, functions[i].address, 0xCC);
    }
}

/* False: the trap is none of ours. A second thread may have run into one that is gone already. */
static int isCall(pid_t thread, FILE *calls)
{
    struct user_regs_struct registers;
    if (ptrace(PTRACE_GETREGS, thread, NULL, &registers) != 0)
        return 0;
    struct function key = { .address = --registers.rip };
    struct function *found = bsearch(&key, functions, count, sizeof *functions, byAddress);
    if (!found)
        return 0;
    while (found > functions && found[-1].address == key.address)
        found--;
    setByte(thread, key.address, found->instruction);
    for (; found < functions + count && found->address == key.address; found++) {
        if (!found->called)
            fprintf(calls, "%s\n", found->name);
        found->called = 1;
    }
    ptrace(PTRACE_SETREGS, thread, NULL, &registers);
    return 1;
}

static int follow(pid_t process, FILE *calls)
{
    for (;;) {
        int status, signal = 0;
        pid_t thread = waitpid(-1, &status, __WALL);
        if (thread < 0)
            fail("waitpid");
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (thread == process)
                return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            continue;
        }
        /* SIGSTOP is how a new thread begins under its tracer. */
        if (status >> 16 == 0 && WSTOPSIG(status) != SIGSTOP
            && (WSTOPSIG(status) != SIGTRAP || !isCall(thread, calls)))
            signal = WSTOPSIG(status);
        ptrace(PTRACE_CONT, thread, NULL, signal);
    }
}

int main(int argumentCount, char **arguments)
{
    if (argumentCount != 4)
        return 2;
    readFunctions(arguments[1]);
    FILE *calls = fopen(arguments[2], "w");
    if (!calls)
        fail(arguments[2]);
    setvbuf(calls, NULL, _IOLBF, 0);
    pid_t process = fork();
    if (process == 0) {
        ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        execv(arguments[3], arguments + 3);
        _exit(127);
    }
    /* Lambda signals the whole group; the program decides when it ends. */
    signal(SIGTERM, SIG_IGN);
    if (waitpid(process, NULL, 0) != process
        || ptrace(PTRACE_SETOPTIONS, process, NULL, PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL) != 0)
        fail(arguments[3]);
    setBreakpoints(process, baseOf(process, arguments[3]));
    ptrace(PTRACE_CONT, process, NULL, 0);
    return follow(process, calls);
}
