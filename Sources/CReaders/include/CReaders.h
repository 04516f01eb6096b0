// What the readers need and Swift cannot say.

#ifndef CREADERS_H
#define CREADERS_H

#include "CByteMasks.h"
#include "CFields.h"
#include "CFileState.h"
#include "CSeparators.h"

#endif
