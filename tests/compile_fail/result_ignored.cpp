// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What can fail can't be called as if it could not.
// refused with: nodiscard|unused-result
#include <maintkit/error.hpp>

maintkit::result<int> answer() { return 42; }

void use() {
#ifdef WRONG
  answer();
#else
  if (!answer()) return;
#endif
}
