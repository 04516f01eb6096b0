// All of it stands in the header, so that it is inlined into Swift.
#include "CByteKernels.h"
