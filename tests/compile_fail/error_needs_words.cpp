// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A code alone is no error: it must say what was being done, and why it did not work.
// refused with: no match|no matching|could not convert|no viable
#include <maintkit/error.hpp>

maintkit::result<int> answer() {
#ifdef WRONG
  return maintkit::error(maintkit::errc::io);
#else
  return maintkit::error(maintkit::errc::io, "answer", "the disk is full");
#endif
}
