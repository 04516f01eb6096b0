// What the files of the locks share among themselves.

#ifndef CSANDBOX_LOCKS_H
#define CSANDBOX_LOCKS_H

#include "CSandbox.h"

/// Refuses files, and TCP where the version knows it; fills both results.
int32_t wbs_lock_landlock(int32_t *files, int32_t *network);
/// Makes what the filter's trap will hand out; to be called while files can still be made.
int32_t wbs_prepare_system_calls(void);
/// Puts the filter over every thread of this process.
int32_t wbs_lock_system_calls(void);
/// Makes every writable descriptor that the policy does not name an empty, read-only one.
int32_t wbs_lock_descriptors(const wbs_policy *policy);

#endif
