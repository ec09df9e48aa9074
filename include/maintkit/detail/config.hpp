// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The version of this copy, and the namespace that keeps two copies in one program apart. The check stands before the
// guard: a guard would hide the second copy and let the first one win in silence.
#if defined(MAINTKIT_VERSION) && MAINTKIT_VERSION != 100
#error "two versions of maintkit meet in one file: include one of them only"
#endif

#ifndef MAINTKIT_DETAIL_CONFIG_HPP
#define MAINTKIT_DETAIL_CONFIG_HPP

#define MAINTKIT_VERSION_MAJOR 0
#define MAINTKIT_VERSION_MINOR 1
#define MAINTKIT_VERSION_PATCH 0

#define MAINTKIT_VERSION (MAINTKIT_VERSION_MAJOR * 10000 + MAINTKIT_VERSION_MINOR * 100 + MAINTKIT_VERSION_PATCH)
#if MAINTKIT_VERSION != 100
#error "the check before the guard names another version than the three integers"
#endif

#define MAINTKIT_TEXT_OF(x) #x
#define MAINTKIT_TEXT(x) MAINTKIT_TEXT_OF(x)
#define MAINTKIT_VERSION_STRING         \
  MAINTKIT_TEXT(MAINTKIT_VERSION_MAJOR) \
  "." MAINTKIT_TEXT(MAINTKIT_VERSION_MINOR) "." MAINTKIT_TEXT(MAINTKIT_VERSION_PATCH)

// Everything lives in maintkit::vMAJOR_MINOR_PATCH, inline: two versions linked into one program are two sets of
// symbols. A vendor that wants a set of its own defines MAINTKIT_ABI_NAMESPACE before the first include.
#ifndef MAINTKIT_ABI_NAMESPACE
#define MAINTKIT_ABI_JOIN(major, minor, patch) v##major##_##minor##_##patch
#define MAINTKIT_ABI_NAME(major, minor, patch) MAINTKIT_ABI_JOIN(major, minor, patch)
#define MAINTKIT_ABI_NAMESPACE MAINTKIT_ABI_NAME(MAINTKIT_VERSION_MAJOR, MAINTKIT_VERSION_MINOR, MAINTKIT_VERSION_PATCH)
#endif

#endif  // MAINTKIT_DETAIL_CONFIG_HPP
