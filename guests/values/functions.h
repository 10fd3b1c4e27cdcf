// What echo.c and relay.c share: how the rows of functions.def become names of the generated bindings.
#pragma once

#include "values.h"

#define EXPORT(function) exports_weft_values_values_##function
#define IMPORT(function) weft_values_values_##function
#define OWN(type) EXPORT(type)

#define GLUE(left, right) GLUED(left, right)
#define GLUED(left, right) left##right
#define STRUCT(stem) GLUE(stem, _t)
#define FREE(stem) GLUE(stem, _free)
