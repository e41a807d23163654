/* Preloaded into feedpub by tests.harness: counts what a process asks of the file system below one folder, and has the
 * n-th such call fail, or kills the process there. What to do stands in a file that all processes map (struct plan),
 * so that helper processes count on where their parent is.
 *
 * The calls are those that CPython makes of the C library, and their siblings in other editions of it: the same call
 * is fstatat64, __fxstatat64 or statx, depending on where Python was built.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
    OPEN = 1, CREATE = 2, READ = 4, WRITE = 8, SYNC = 16, RENAME = 32, UNLINK = 64, MKDIR = 128, RMDIR = 256,
    STAT = 512, LIST = 1024, TRUNCATE = 2048, LOCK = 4096, LINK = 8192, CLOSE = 16384, CHMOD = 32768
};
enum { FAIL = 0, SIGNAL_BEFORE = 1, SIGNAL_AFTER = 2, FULL = 3 };

/* The same fields in the same order as tests/harness/plan.py has them. */
struct plan {
    int32_t armed;
    int32_t kind;      /* one of FAIL ... FULL */
    int32_t number;    /* errno, or number of the signal */
    int32_t lasts;     /* whether every call after the n-th fails, too */
    int64_t mask;      /* which calls count */
    int64_t at;        /* the n-th, from 1 */
    int64_t count;     /* how many there were */
    int64_t room;      /* FULL: bytes that can still be written */
    int32_t fired;
    int32_t spare;
    char call[16];     /* the call that failed, and of what */
    char path[256];
    char root[512];
};

static struct plan *plan;
static size_t root_length;

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("FEEDPUB_FAULTS");
    if (!name) return;
    int file = (int)syscall(SYS_openat, AT_FDCWD, name, O_RDWR | O_CLOEXEC, 0);
    if (file < 0) return;
    void *where = mmap(NULL, sizeof(struct plan), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    syscall(SYS_close, file);
    if (where == MAP_FAILED) return;
    plan = where;
    root_length = strlen(plan->root);
}

static int is_below(const char *path) {
    return !strncmp(path, plan->root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

static int name_of(int descriptor, char *found, size_t size) {
    char link[40];
    if (descriptor == AT_FDCWD) return syscall(SYS_getcwd, found, size) > 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, found, size - 1);
    if (length < 0) return 0;
    found[length] = 0;
    return 1;
}

/* Where a call is for something below the folder: its full name. */
static int at_path(int folder, const char *path, char *found, size_t size) {
    if (!plan || !plan->armed || !path) return 0;
    if (path[0] == '/') {
        snprintf(found, size, "%s", path);
    } else {
        if (!name_of(folder, found, size)) return 0;
        size_t length = strlen(found);
        if (path[0]) snprintf(found + length, size - length, "/%s", path);
    }
    return is_below(found);
}

static int at_descriptor(int descriptor, char *found, size_t size) {
    return plan && plan->armed && descriptor > 2 && name_of(descriptor, found, size) && is_below(found);
}

static void note(const char *call, const char *path) {
    if (__atomic_exchange_n(&plan->fired, 1, __ATOMIC_SEQ_CST)) return;
    snprintf(plan->call, sizeof plan->call, "%s", call);
    size_t length = strlen(path), most = sizeof plan->path - 1;
    snprintf(plan->path, sizeof plan->path, "%s", length > most ? path + length - most : path);
}

/* Count a call. 1: it has to fail, errno is set. 2: the process is to be killed when it is done. */
static int counted(int kind, const char *call, const char *path) {
    if (!(plan->mask & kind)) return 0;
    if (plan->kind == FULL) return 0;
    int64_t now = __atomic_add_fetch(&plan->count, 1, __ATOMIC_SEQ_CST);
    if (!plan->at || !(now == plan->at || (plan->lasts && now > plan->at))) return 0;
    note(call, path);
    if (plan->kind == SIGNAL_AFTER) return 2;
    if (plan->kind == SIGNAL_BEFORE) {
        kill(getpid(), plan->number);
        return 0;
    }
    errno = plan->number;
    return 1;
}

static void finish(int todo) {
    int kept = errno;
    if (todo == 2) kill(getpid(), plan->number);
    errno = kept;
}

/* On a disk that gets full: how many of so many bytes there is room for; -1 for none. */
static ssize_t room_for(size_t bytes, const char *call, const char *path) {
    if (plan->kind != FULL) return (ssize_t)bytes;
    int64_t left = __atomic_fetch_sub(&plan->room, (int64_t)bytes, __ATOMIC_SEQ_CST);
    if (left >= (int64_t)bytes) return (ssize_t)bytes;
    note(call, path);
    if (left > 0) return (ssize_t)left;
    errno = ENOSPC;
    return -1;
}

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define PATH_CALL(kind, call, folder, path, failure) \
    char full[4352]; \
    int todo = at_path(folder, path, full, sizeof full) ? counted(kind, call, full) : 0; \
    if (todo == 1) return failure
#define DESCRIPTOR_CALL(kind, call, descriptor, failure) \
    char full[4352]; \
    int todo = at_descriptor(descriptor, full, sizeof full) ? counted(kind, call, full) : 0; \
    if (todo == 1) return failure
#define DONE(type, value) \
    do { type result = value; finish(todo); return result; } while (0)

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { \
        va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); \
    }
#define OPENS(flags) ((flags) & (O_CREAT | O_WRONLY | O_RDWR | O_TRUNC) ? CREATE : OPEN)

#define AN_OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); MODE(flags) PATH_CALL(OPENS(flags), "open", AT_FDCWD, path, -1); \
        DONE(int, real(path, flags, mode)); \
    }
#define AN_OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        REAL(name); MODE(flags) PATH_CALL(OPENS(flags), "openat", folder, path, -1); \
        DONE(int, real(folder, path, flags, mode)); \
    }
AN_OPEN(open)
AN_OPEN(open64)
AN_OPENAT(openat)
AN_OPENAT(openat64)

#define AN_FOPEN(name) \
    FILE *name(const char *path, const char *how) { \
        REAL(name); PATH_CALL(strpbrk(how, "wa+") ? CREATE : OPEN, "fopen", AT_FDCWD, path, NULL); \
        DONE(FILE *, real(path, how)); \
    }
AN_FOPEN(fopen)
AN_FOPEN(fopen64)

ssize_t read(int file, void *data, size_t size) {
    REAL(read); DESCRIPTOR_CALL(READ, "read", file, -1); DONE(ssize_t, real(file, data, size));
}
#define A_PREAD(name) \
    ssize_t name(int file, void *data, size_t size, off_t from) { \
        REAL(name); DESCRIPTOR_CALL(READ, "pread", file, -1); DONE(ssize_t, real(file, data, size, from)); \
    }
A_PREAD(pread)
A_PREAD(pread64)
ssize_t readv(int file, const struct iovec *parts, int number) {
    REAL(readv); DESCRIPTOR_CALL(READ, "readv", file, -1); DONE(ssize_t, real(file, parts, number));
}

#define WRITES(call, file, size) \
    DESCRIPTOR_CALL(WRITE, call, file, -1); \
    if (plan && plan->armed && plan->kind == FULL && at_descriptor(file, full, sizeof full)) { \
        ssize_t room = room_for(size, call, full); \
        if (room < 0) return -1; \
        size = (size_t)room; \
    }
ssize_t write(int file, const void *data, size_t size) {
    REAL(write); WRITES("write", file, size) DONE(ssize_t, real(file, data, size));
}
#define A_PWRITE(name) \
    ssize_t name(int file, const void *data, size_t size, off_t from) { \
        REAL(name); WRITES("pwrite", file, size) DONE(ssize_t, real(file, data, size, from)); \
    }
A_PWRITE(pwrite)
A_PWRITE(pwrite64)
ssize_t writev(int file, const struct iovec *parts, int number) {
    REAL(writev); DESCRIPTOR_CALL(WRITE, "writev", file, -1); DONE(ssize_t, real(file, parts, number));
}

#define OF_DESCRIPTOR(kind, name) \
    int name(int file) { REAL(name); DESCRIPTOR_CALL(kind, #name, file, -1); DONE(int, real(file)); }
OF_DESCRIPTOR(SYNC, fsync)
OF_DESCRIPTOR(SYNC, fdatasync)

/* A descriptor is closed whatever the answer is: only what it says of the bytes written can be bad. */
int close(int file) {
    REAL(close);
    char full[4352];
    int todo = at_descriptor(file, full, sizeof full) ? counted(CLOSE, "close", full) : 0;
    int kept = errno, result = real(file);
    if (todo == 1) { errno = kept; return -1; }
    finish(todo);
    return result;
}

#define OF_PATH(kind, name) \
    int name(const char *path) { REAL(name); PATH_CALL(kind, #name, AT_FDCWD, path, -1); DONE(int, real(path)); }
OF_PATH(UNLINK, unlink)
OF_PATH(RMDIR, rmdir)
int unlinkat(int folder, const char *path, int flags) {
    REAL(unlinkat); PATH_CALL(flags & AT_REMOVEDIR ? RMDIR : UNLINK, "unlinkat", folder, path, -1);
    DONE(int, real(folder, path, flags));
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir); PATH_CALL(MKDIR, "mkdir", AT_FDCWD, path, -1); DONE(int, real(path, mode));
}
int mkdirat(int folder, const char *path, mode_t mode) {
    REAL(mkdirat); PATH_CALL(MKDIR, "mkdirat", folder, path, -1); DONE(int, real(folder, path, mode));
}
int rename(const char *from, const char *to) {
    REAL(rename); PATH_CALL(RENAME, "rename", AT_FDCWD, to, -1); DONE(int, real(from, to));
}
int renameat(int source, const char *from, int target, const char *to) {
    REAL(renameat); PATH_CALL(RENAME, "renameat", target, to, -1); DONE(int, real(source, from, target, to));
}
int renameat2(int source, const char *from, int target, const char *to, unsigned int flags) {
    REAL(renameat2); PATH_CALL(RENAME, "renameat2", target, to, -1); DONE(int, real(source, from, target, to, flags));
}
int link(const char *from, const char *to) {
    REAL(link); PATH_CALL(LINK, "link", AT_FDCWD, to, -1); DONE(int, real(from, to));
}
int linkat(int source, const char *from, int target, const char *to, int flags) {
    REAL(linkat); PATH_CALL(LINK, "linkat", target, to, -1); DONE(int, real(source, from, target, to, flags));
}
int symlink(const char *from, const char *to) {
    REAL(symlink); PATH_CALL(LINK, "symlink", AT_FDCWD, to, -1); DONE(int, real(from, to));
}
int symlinkat(const char *from, int target, const char *to) {
    REAL(symlinkat); PATH_CALL(LINK, "symlinkat", target, to, -1); DONE(int, real(from, target, to));
}
ssize_t readlink(const char *path, char *data, size_t size) {
    REAL(readlink); PATH_CALL(STAT, "readlink", AT_FDCWD, path, -1); DONE(ssize_t, real(path, data, size));
}
ssize_t readlinkat(int folder, const char *path, char *data, size_t size) {
    REAL(readlinkat); PATH_CALL(STAT, "readlinkat", folder, path, -1); DONE(ssize_t, real(folder, path, data, size));
}

#define A_STAT(name, type) \
    int name(const char *path, struct type *found) { \
        REAL(name); PATH_CALL(STAT, #name, AT_FDCWD, path, -1); DONE(int, real(path, found)); \
    }
#define AN_FSTAT(name, type) \
    int name(int file, struct type *found) { \
        REAL(name); DESCRIPTOR_CALL(STAT, #name, file, -1); DONE(int, real(file, found)); \
    }
#define AN_FSTATAT(name, type) \
    int name(int folder, const char *path, struct type *found, int flags) { \
        REAL(name); PATH_CALL(STAT, #name, folder, path, -1); DONE(int, real(folder, path, found, flags)); \
    }
A_STAT(stat, stat)
A_STAT(stat64, stat64)
A_STAT(lstat, stat)
A_STAT(lstat64, stat64)
AN_FSTAT(fstat, stat)
AN_FSTAT(fstat64, stat64)
AN_FSTATAT(fstatat, stat)
AN_FSTATAT(fstatat64, stat64)
int statx(int folder, const char *path, int flags, unsigned int mask, struct statx *found) {
    REAL(statx); PATH_CALL(STAT, "statx", folder, path, -1); DONE(int, real(folder, path, flags, mask, found));
}
int access(const char *path, int how) {
    REAL(access); PATH_CALL(STAT, "access", AT_FDCWD, path, -1); DONE(int, real(path, how));
}
int faccessat(int folder, const char *path, int how, int flags) {
    REAL(faccessat); PATH_CALL(STAT, "faccessat", folder, path, -1); DONE(int, real(folder, path, how, flags));
}

/* The C library before 2.33 has these in place of stat and its like. */
#define AN_XSTAT(name, type) \
    int name(int version, const char *path, struct type *found); \
    int name(int version, const char *path, struct type *found) { \
        REAL(name); PATH_CALL(STAT, #name, AT_FDCWD, path, -1); DONE(int, real(version, path, found)); \
    }
#define AN_FXSTAT(name, type) \
    int name(int version, int file, struct type *found); \
    int name(int version, int file, struct type *found) { \
        REAL(name); DESCRIPTOR_CALL(STAT, #name, file, -1); DONE(int, real(version, file, found)); \
    }
#define AN_FXSTATAT(name, type) \
    int name(int version, int folder, const char *path, struct type *found, int flags); \
    int name(int version, int folder, const char *path, struct type *found, int flags) { \
        REAL(name); PATH_CALL(STAT, #name, folder, path, -1); DONE(int, real(version, folder, path, found, flags)); \
    }
AN_XSTAT(__xstat, stat)
AN_XSTAT(__xstat64, stat64)
AN_XSTAT(__lxstat, stat)
AN_XSTAT(__lxstat64, stat64)
AN_FXSTAT(__fxstat, stat)
AN_FXSTAT(__fxstat64, stat64)
AN_FXSTATAT(__fxstatat, stat)
AN_FXSTATAT(__fxstatat64, stat64)

DIR *opendir(const char *path) {
    REAL(opendir); PATH_CALL(LIST | OPEN, "opendir", AT_FDCWD, path, NULL); DONE(DIR *, real(path));
}
DIR *fdopendir(int file) {
    REAL(fdopendir); DESCRIPTOR_CALL(LIST, "fdopendir", file, NULL); DONE(DIR *, real(file));
}
#define A_READDIR(name, type) \
    struct type *name(DIR *folder) { \
        REAL(name); DESCRIPTOR_CALL(LIST, "readdir", dirfd(folder), NULL); DONE(struct type *, real(folder)); \
    }
A_READDIR(readdir, dirent)
A_READDIR(readdir64, dirent64)

#define A_TRUNCATE(name) \
    int name(const char *path, off_t size) { \
        REAL(name); PATH_CALL(TRUNCATE, "truncate", AT_FDCWD, path, -1); DONE(int, real(path, size)); \
    }
#define AN_FTRUNCATE(name) \
    int name(int file, off_t size) { \
        REAL(name); DESCRIPTOR_CALL(TRUNCATE, "ftruncate", file, -1); DONE(int, real(file, size)); \
    }
A_TRUNCATE(truncate)
A_TRUNCATE(truncate64)
AN_FTRUNCATE(ftruncate)
AN_FTRUNCATE(ftruncate64)
int flock(int file, int how) {
    REAL(flock); DESCRIPTOR_CALL(LOCK, "flock", file, -1); DONE(int, real(file, how));
}
int chmod(const char *path, mode_t mode) {
    REAL(chmod); PATH_CALL(CHMOD, "chmod", AT_FDCWD, path, -1); DONE(int, real(path, mode));
}
int fchmod(int file, mode_t mode) {
    REAL(fchmod); DESCRIPTOR_CALL(CHMOD, "fchmod", file, -1); DONE(int, real(file, mode));
}
int fchmodat(int folder, const char *path, mode_t mode, int flags) {
    REAL(fchmodat); PATH_CALL(CHMOD, "fchmodat", folder, path, -1); DONE(int, real(folder, path, mode, flags));
}
#define A_SEND(name) \
    ssize_t name(int to, int from, off_t *start, size_t size) { \
        REAL(name); DESCRIPTOR_CALL(WRITE, #name, to, -1); DONE(ssize_t, real(to, from, start, size)); \
    }
ssize_t sendfile(int to, int from, off_t *start, size_t size);
ssize_t sendfile64(int to, int from, off_t *start, size_t size);
A_SEND(sendfile)
A_SEND(sendfile64)
ssize_t copy_file_range(int from, off64_t *start, int to, off64_t *target, size_t size, unsigned int flags) {
    REAL(copy_file_range); DESCRIPTOR_CALL(WRITE, "copy_file_range", to, -1);
    DONE(ssize_t, real(from, start, to, target, size, flags));
}
