// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/detail/notify.hpp>

#include <doctest/doctest.h>

#include <string>

#include "../notify_socket.hpp"
#include "../support.hpp"

namespace detail = maintkit::detail;
using maintkit::errc;

TEST_CASE("a datagram arrives whole, in the file system and in the abstract namespace") {
  const maintkit::test::temp_dir folder;
  for (const std::string& name : {folder / "notify", "@maintkit-test-" + std::to_string(::getpid())}) {
    CAPTURE(name);
#ifndef __linux__
    if (name[0] == '@') continue;
#endif
    const maintkit::test::notify_socket manager(name);
    REQUIRE(detail::notify(name, "READY=1\nSTATUS=well"));
    CHECK(manager.received() == "READY=1\nSTATUS=well");
    CHECK(manager.received().empty());
  }
}

TEST_CASE("what can't be told is an error, and no wait") {
  const maintkit::test::temp_dir folder;
  struct row {
    std::string socket;
    errc code;
  };
  const row rows[] = {
      {folder / "absent", errc::missing},  {"", errc::unsupported},         {"@", errc::unsupported},
      {"vsock:2:1234", errc::unsupported}, {"relative", errc::unsupported}, {'/' + std::string(200, 'x'), errc::limit},
  };
  for (const row& r : rows) {
    CAPTURE(r.socket);
    const auto told = detail::notify(r.socket, "READY=1");
    REQUIRE_FALSE(told);
    CHECK(told.error().code == r.code);
  }
}

TEST_CASE("a manager that reads nothing costs a second, not for ever") {
  const maintkit::test::temp_dir folder;
  const maintkit::test::notify_socket manager(folder / "notify");
  bool told = true;
  for (int i = 0; told && i < 100'000; ++i)
    told = static_cast<bool>(detail::notify(folder / "notify", "STATUS=waiting"));
  CHECK_FALSE(told);
}
