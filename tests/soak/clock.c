/* Preloaded into a process, this shifts its clock by SOAK_OFFSET seconds: what is asked of the wall clock alone, for
   timeouts and delays are counted by the monotonic one and must stay true. The variable is read at every call, since a
   fork server is started once and each of its children lives at a moment of its own. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static long offset(void)
{
    const char *value = getenv("SOAK_OFFSET");
    return value ? atol(value) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *moment)
{
    static int (*real)(clockid_t, struct timespec *);
    if (!real)
        real = dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(clock, moment);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        moment->tv_sec += offset();
    return failed;
}

int gettimeofday(struct timeval *moment, void *zone)
{
    static int (*real)(struct timeval *, void *);
    if (!real)
        real = dlsym(RTLD_NEXT, "gettimeofday");
    int failed = real(moment, zone);
    if (!failed && moment)
        moment->tv_sec += offset();
    return failed;
}

time_t time(time_t *seconds)
{
    struct timespec moment;
    clock_gettime(CLOCK_REALTIME, &moment);
    if (seconds)
        *seconds = moment.tv_sec;
    return moment.tv_sec;
}
