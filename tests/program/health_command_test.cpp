// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/program/health_command.hpp>

#include <doctest/doctest.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <sys/stat.h>

#include "../http/server.hpp"
#include "../notify_socket.hpp"
#include "../support.hpp"

namespace program = maintkit::program;
using maintkit::test::reply;

namespace {

struct outcome {
  int status;
  std::string out;
  std::string err;
};

outcome run(std::string_view name, const std::vector<std::string>& words, const char* const* environment = nullptr) {
  program::context c;
  c.environment = environment;
  c.now.seconds = 1783512000;
  const std::vector<std::string_view> views(words.begin(), words.end());
  for (const program::verb& v : program::health_verbs) {
    if (v.name != name) continue;
    const auto a = program::parse(v, views);
    if (!a) return {program::fail(c, a.error()), c.out.text, c.err.text};
    c.json = a->has("--json");
    c.quiet = a->has("--quiet");
    const int status = v.run(*a, c);
    return {status, c.out.text, c.err.text};
  }
  return {-1, "", ""};
}
outcome check(const std::vector<std::string>& words) { return run("check", words); }

std::string answers(std::string_view request) {
  const std::string_view path = request.substr(4, request.find(' ', 4) - 4);
  if (path == "/ill") return reply("503 Service|x=1 \x1b[31mUnavailable");
  if (path == "/empty") return reply("204 No Content");
  if (path == "/moved") return reply("302 Found", "Location: /well\r\n");
  if (path == "/json") return reply("200 OK", "Content-Type: application/json\r\n", R"({"status":"UP","n":1})");
  if (path == "/echo") return reply("200 OK", "", request);
  return reply("200 OK", "", "pong");
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

void write(const std::string& path, const std::string& text) {
  std::FILE* const file = std::fopen(path.c_str(), "w");
  std::fputs(text.c_str(), file);
  std::fclose(file);
}

}  // namespace

TEST_CASE("check: each option, with the answer it brings and the one it forbids") {
  const maintkit::test::server s(&answers);
  const maintkit::test::closed_port closed;
  const std::string dead = "http://127.0.0.1:" + std::to_string(closed.port) + "/";
  struct row {
    std::vector<std::string> words;
    int status;
    std::string told;
  };
  const row rows[] = {
      {{s.url("/well")}, 0, "healthy http://127.0.0.1:"},
      {{s.url("/ill")}, 1, "unhealthy "},
      {{s.url("/ill")}, 1, "503 Service x=1  [31mUnavailable (status.unexpected)\n"},
      {{dead}, 3, "unknown "},
      {{dead, s.url("/ill")}, 1, "(connect.refused)"},  // "no" outweighs "can't tell"
      {{dead, s.url("/well")}, 3, "healthy"},
      {{s.url("/empty"), "--expect", "200"}, 1, "204 No Content"},
      {{s.url("/ill"), "-e", "5xx"}, 0, "healthy"},
      {{s.url("/moved")}, 1, "302 to " + s.url("/well") + " (status.redirect)"},
      {{s.url("/moved"), "--follow", "same-origin"}, 0, "healthy"},
      {{s.url("/well"), "--body-contains", "pong"}, 0, ""},
      {{s.url("/well"), "-s", "ping"}, 1, "body.text"},
      {{s.url("/empty"), "--body-empty"}, 0, ""},
      {{s.url("/well"), "--body-empty"}, 1, "body.not_empty"},
      {{s.url("/json"), "--body-json", "/status=UP", "--body-json", "/n=1"}, 0, ""},
      {{s.url("/json"), "--body-json", "/status=DOWN"}, 1, "/status is \"UP\" (json.differs)"},
      {{s.url("/well"), "--warning", "0"}, 0, "degraded"},
      {{s.url("/well"), "--critical", "0"}, 1, "latency.critical"},
      {{s.url("/well"), "--max-read", "10"}, 1, "http.answer.size"},
      {{s.url("/well"), "--unix-socket", "/nonexistent/x"}, 3, "connect.missing"},
      {{dead, "--connect", "127.0.0.1:" + std::to_string(s.port)}, 0, ""},
      {{"http://localhost:" + std::to_string(s.port) + "/", "--each-address"}, 3, "at 127.0.0.1"},
  };
  for (const row& r : rows) {
    CAPTURE(r.words.back());
    const outcome got = check(r.words);
    CHECK(got.status == r.status);
    CHECK_MESSAGE(holds(got.out, r.told), got.out);
    CHECK(got.err.empty());
    CHECK_FALSE(holds(got.out, "\x1b"));
  }
  CHECK(check({s.url("/well"), "--quiet"}).out.empty());
}

TEST_CASE("what can't be meant is usage: exit status 2, with the place of the fault") {
  struct row {
    std::vector<std::string> words;
    std::string_view told;
  };
  const row rows[] = {
      {{}, "health check"},
      {{"127.0.0.1:80"}, "expected http://"},
      {{"http://127.0.0.1/", "--expect", "2xy"}, "--expect: expected a status"},
      {{"http://127.0.0.1/", "--timeout", "10"}, "--timeout"},
      {{"http://127.0.0.1/", "--timeout", "0s"}, "longer than nothing"},
      {{"http://127.0.0.1/", "--follow", "all"}, "--follow takes"},
      {{"http://127.0.0.1/", "--warning", "5:1"}, "--warning: expected an end"},
      {{"http://127.0.0.1/", "--host", "a b"}, "a b"},
      {{"http://127.0.0.1/", "--connect", "127.1"}, "dotted quad"},
      {{"http://127.0.0.1/", "--body-json", "status"}, "--body-json takes"},
      {{"http://127.0.0.1/", "--connect", "127.0.0.1", "--unix-socket", "/x"}, "second place"},
      {{"http+unix://%2Fx/", "--connect", "127.0.0.1"}, "second place"},
      {{"http://127.0.0.1/", "--connect", "127.0.0.1", "--each-address"}, "--each-address is for"},
      {{"https://127.0.0.1/", "--sni", "a.example.org:443"}, "without a port"},
      {{"https://127.0.0.1/", "--sni", "a/b"}, "expected a host name"},
      {{"http://127.0.0.1/", "--sni", "a.example.org"}, "--sni is for https"},
      {{"http://127.0.0.1/", "--ca-file", "x"}, "--ca-file is for https"},
      {{"http://127.0.0.1/", "--certificate-warning", "30:"}, "--certificate-warning is for https"},
      {{"http://127.0.0.1/", "--max-read", "0"}, "--max-read takes"},
      {{"http://127.0.0.1/", "--output", "xml"}, "--output takes"},
      {{"http://127.0.0.1/", "--output", "text", "--json"}, "two forms"},
      {{"http://127.0.0.1/", "--header-file", "/nonexistent/x"}, "/nonexistent/x"},
      {{"http://127.0.0.1/", "--header-variable", "NO_SUCH"}, "is not set"},
  };
  for (const row& r : rows) {
    const outcome got = check(r.words);
    CHECK(got.status == 2);
    CHECK_MESSAGE(holds(got.err, r.told), got.err);
    CHECK(got.out.empty());
  }
}

TEST_CASE("fields and credentials come from files and the environment, and are never shown") {
  const maintkit::test::server s(&answers);
  const maintkit::test::temp_dir folder;
  write(folder / "fields", "# for the test\r\nX-Token: abc\r\n\n  X-Other :nope\n");
  const outcome broken = check({s.url("/echo"), "--header-file", folder / "fields"});
  CHECK(broken.status == 2);
  CHECK_FALSE(holds(broken.err, "nope"));
  write(folder / "fields", "# for the test\r\nX-Token: abc\r\n\nX-Other:def");
  const char* const environment[] = {"AUTH=Authorization: Bearer secret", nullptr};
  const outcome got = run("check",
                          {s.url("/echo"), "--header-file", folder / "fields", "--header-variable", "AUTH", "-s",
                           "X-Token: abc\r\nX-Other: def\r\nAuthorization: Bearer secret\r\n"},
                          environment);
  CHECK_MESSAGE(got.status == 0, got.out);
  write(folder / "fields", "no colon, but a secret\n");
  const outcome colon = check({s.url("/echo"), "--header-file", folder / "fields"});
  CHECK(holds(colon.err, "line 1 has no colon"));
  CHECK_FALSE(holds(colon.err, "secret"));
  const std::string there = "@127.0.0.1:" + std::to_string(s.port);
  for (const std::string& address :
       {"http://user:secret" + there + "/well", "http://user:secret" + there + "/ill",
        "http://user:secret" + there + "/moved", std::string("http://user:secret@127.0.0.1:1/"),
        std::string("http://user:secret@127.0.0.1:99999/"), std::string("http://user:secret"),
        std::string("http://user:secret x@127.0.0.1/")}) {
    for (const std::string form : {"text", "nagios", "prometheus", "json", "health+json"}) {
      CAPTURE(address);
      const outcome shown = check({address, "-o", form});
      CHECK_FALSE(holds(shown.out, "secret"));
      CHECK_FALSE(holds(shown.err, "secret"));
    }
  }
}

TEST_CASE("a verdict that can't be written down is none") {
  const maintkit::test::server s(&answers);
  CHECK(check({s.url("/well"), "--output-file", "/dev/null/x/y"}).status == 3);
}

TEST_CASE("as a monitoring plugin") {
  const maintkit::test::server s(&answers);
  const outcome well = check({s.url("/well"), "-o", "nagios", "-w", "5", "-c", "@10:20"});
  CHECK(well.status == 0);
  CHECK(well.out.substr(0, 11) == "HEALTH OK: ");
  CHECK(holds(well.out, "s;5;@10:20;0 time_connect=0.0"));
  CHECK(check({s.url("/well"), "-o", "nagios", "-w", "0"}).status == 1);
  CHECK(check({s.url("/ill"), "-o", "nagios"}).status == 2);
  const outcome usage = check({"nonsense", "-o", "nagios"});
  CHECK(usage.status == 3);
  CHECK(usage.out.substr(0, 16) == "HEALTH UNKNOWN: ");
  const outcome two = check({s.url("/ill"), s.url("/well"), "-o", "nagios"});
  CHECK(two.status == 2);
  CHECK(holds(two.out, "HEALTH CRITICAL: 1 of 2 well; http://"));
  CHECK(holds(two.out, " 2_time=0."));
  for (const outcome* o : {&well, &usage, &two}) CHECK(o->out.find('\n') == o->out.size() - 1);
  CHECK(two.out.find('|') == two.out.rfind('|'));
}

TEST_CASE("as Prometheus' text: no timestamps, each metric once, what the collector can read") {
  const maintkit::test::server s(&answers);
  const maintkit::test::temp_dir folder;
  const std::string path = folder / "health.prom";
  const outcome got = check({s.url("/well"), s.url("/ill"), "-o", "prometheus", "--output-file", path});
  CHECK(got.status == 1);
  CHECK(got.out.empty());
  const std::string text = maintkit::test::read_text(path);
  CHECK(holds(text, "probe_success{instance=\"" + s.url("/well") + "\"} 1\nprobe_success{instance=\"" + s.url("/ill") +
                        "\"} 0\n"));
  CHECK(holds(text, "probe_http_status_code{instance=\"" + s.url("/ill") + "\"} 503\n"));
  CHECK(holds(text, "phase=\"connect\"} 0."));
  CHECK(holds(text, "maintkit_health_last_run_timestamp_seconds 1783512000\n"));
  CHECK(text.find("# TYPE probe_success") == text.rfind("# TYPE probe_success"));
  CHECK(text.back() == '\n');
  struct stat made {};
  REQUIRE(::stat(path.c_str(), &made) == 0);
  CHECK((made.st_mode & 0777) == 0644);
}

TEST_CASE("as JSON") {
  const maintkit::test::server s(&answers);
  const outcome got = check({s.url("/json"), "--json"});
  CHECK(got.status == 0);
  CHECK(maintkit::json::validate(std::string_view(got.out).substr(0, got.out.size() - 1)));
  CHECK(holds(got.out, "{\"schema\":1,\"healthy\":true,\"targets\":[{"));
  CHECK(holds(got.out, "\"reason\":\"ok\""));
  CHECK(holds(got.out, "\"body\":{\"status\":\"pass\",\"troubled\":[]}"));
  CHECK(check({s.url("/json"), "-o", "json"}).out.substr(0, 12) == got.out.substr(0, 12));
  const outcome self = check({s.url("/ill"), "-o", "health+json"});
  CHECK(self.status == 1);
  CHECK(self.out.substr(0, 27) == R"({"status":"fail","checks":{)");
}

TEST_CASE("wait") {
  const maintkit::test::server s(&answers);
  const maintkit::test::closed_port closed;
  const std::string dead = "http://127.0.0.1:" + std::to_string(closed.port) + "/";
  const maintkit::test::temp_dir folder;
  write(folder / "gone.pid", "2147483646\n");
  struct row {
    std::vector<std::string> words;
    int status;
    std::string_view told;
  };
  const row rows[] = {
      {{s.url("/well")}, 0, "and 1 attempt\n"},
      {{s.url("/well"), "--success", "2"}, 0, "and 2 attempts\n"},
      {{dead, "--for", "200ms"}, 3, "wait.timeout"},
      {{s.url("/ill"), "--for", "5s", "--failure", "2"}, 1, "and 2 attempts\n"},
      {{dead, "--for", "5s", "--pid-file", folder / "gone.pid"}, 1, "process.gone"},
      {{s.url("/well"), "--for", "0s"}, 2, ""},
      {{s.url("/well"), "--success", "0"}, 2, ""},
      {{s.url("/well"), "--attempt-timeout", "x"}, 2, ""},
      {{"nonsense"}, 2, ""},
      {{s.url("/well"), s.url("/well")}, 2, ""},
      {{dead, "--for", "100ms", "-o", "nagios"}, 2, "HEALTH CRITICAL: "},
  };
  for (const row& r : rows) {
    const outcome got = run("wait", r.words);
    CHECK_MESSAGE(got.status == r.status, got.out, got.err);
    CHECK_MESSAGE(holds(got.out, r.told), got.out);
  }
}

TEST_CASE("wait shows how it goes, on a terminal that wants it and nowhere else") {
  const maintkit::test::server s(&answers);
  const std::string url = s.url("/ill");
  const char* const plain[] = {"NO_COLOR=1", nullptr};
  const auto talk = [&](bool terminal, bool quiet, const char* const* environment) {
    program::context c;
    c.terminal = terminal;
    c.quiet = quiet;
    c.environment = environment;
    const auto a = program::parse(program::health_verbs[2], {url, "--for", "1s", "--failure", "2"});
    REQUIRE(a);
    CHECK(program::health_wait(*a, c) == 1);
    return c.err.text;
  };
  const std::string shown = talk(true, false, nullptr);
  CHECK(holds(shown, "\r\x1b[K0.0 s, attempt 1: 503 Service x=1  [31mUnavailable"));
  CHECK(holds(shown, "attempt 2: "));
  CHECK(shown.substr(shown.size() - 4) == "\r\x1b[K");  // and takes it away again
  CHECK(talk(false, false, nullptr).empty());
  CHECK(talk(true, true, nullptr).empty());
  CHECK(talk(true, false, plain).empty());
}

TEST_CASE("wait tells the service manager: READY=1 once it is well, and only then") {
  const maintkit::test::server s(&answers);
  const maintkit::test::temp_dir folder;
  const maintkit::test::notify_socket manager(folder / "notify");
  const std::string variable = "NOTIFY_SOCKET=" + (folder / "notify");
  const char* const environment[] = {variable.c_str(), nullptr};
  CHECK(run("wait", {s.url("/well"), "--notify"}, environment).status == 0);
  CHECK(holds(manager.received(), "STATUS=waiting: 200 OK in "));
  CHECK(holds(manager.received(), "READY=1\nSTATUS=200 OK in "));
  CHECK(run("wait", {s.url("/well")}, environment).status == 0);
  CHECK(manager.received().empty());  // not asked for

  CHECK(run("wait", {s.url("/ill"), "--notify", "--for", "300ms"}, environment).status == 3);
  const std::string first = manager.received();
  CHECK(first == "STATUS=waiting: 503 Service x=1  [31mUnavailable");  // one line, whatever the server says
  CHECK(holds(manager.received(), "STATUS=not well within 0.300 s; last: 503"));
  CHECK(manager.received().empty());  // the same news is told once

  const outcome unset = run("wait", {s.url("/well"), "--notify"});
  CHECK(unset.status == 2);
  CHECK(holds(unset.err, "NOTIFY_SOCKET"));
  const char* const gone[] = {"NOTIFY_SOCKET=/dev/null/x", nullptr};
  const outcome untold = run("wait", {s.url("/well"), "--notify"}, gone);
  CHECK(untold.status != 0);
  CHECK(holds(untold.err, "/dev/null/x"));
}

TEST_CASE("fleet: a target a line, with options of its own over those for all") {
  const maintkit::test::server s(&answers);
  const maintkit::test::temp_dir folder;
  const std::string path = folder / "fleet";
  write(path, "# ours\n\n" + s.url("/well") + "\n  " + s.url("/ill") + "\t--expect 503\r\n" + s.url("/empty"));
  const outcome all = run("fleet", {path, "--expect", "200"});
  CHECK(all.status == 1);
  const std::size_t well = all.out.find("healthy " + s.url("/well"));
  const std::size_t ill = all.out.find("\nhealthy " + s.url("/ill"));
  const std::size_t empty = all.out.find("\nunhealthy " + s.url("/empty"));
  CHECK_MESSAGE((well == 0 && well < ill && ill < empty && empty != std::string::npos), all.out);
  CHECK(run("fleet", {path, "--parallel", "1"}).status == 0);
  CHECK(holds(run("fleet", {path, "-o", "nagios"}).out, "HEALTH OK: 3 of 3 well | 1_time="));
  write(path,
        s.url("/echo") + " -s 'GET /echo HTTP/1.1' -s \"Accept: */*\" --connect 127.0.0.1:" + std::to_string(s.port));
  CHECK(run("fleet", {path, "--unix-socket", "/nonexistent/x"}).status == 0);  // the line decides

  struct row {
    std::string text;
    std::string_view told;
  };
  const row rows[] = {
      {"", "names no target"},
      {"# only this\n", "names no target"},
      {s.url("/well") + "\nnonsense\n", ":2: address: expected http://"},
      {s.url("/well") + "\n" + s.url("/well") + " --expect x\n", ":2: --expect: expected a status"},
      {s.url("/well") + " --output json\n", ":1: --output: is for all targets"},
      {s.url("/well") + " " + s.url("/ill") + "\n", "second target"},
      {s.url("/well") + " --host /\n", ":1: /: expected"},
      {s.url("/well") + " --nonsense\n", ":1: "},
      {s.url("/well") + " -s 'x y\n", ":1: a quoted word"},
  };
  for (const row& r : rows) {
    write(path, r.text);
    const outcome got = run("fleet", {path});
    CHECK(got.status == 2);
    CHECK_MESSAGE(holds(got.err, r.told), got.err);
    CHECK(got.out.empty());
  }
  CHECK(run("fleet", {folder / "absent"}).status == 2);
  CHECK(run("fleet", {path, "--parallel", "0"}).status == 2);
}

TEST_CASE("reasons") {
  const outcome all = run("reasons", {});
  CHECK(all.status == 0);
  CHECK(holds(all.out, "\nhttp.length.conflict        two Content-Lengths"));
  CHECK(holds(all.out, "\nprocess.gone                "));
  CHECK(run("reasons", {"ok"}).out == "ok                          a whole, well-formed answer was read\n");
  CHECK(run("reasons", {"no.such"}).status == 2);
}

TEST_CASE("no option does nothing: every row of the tables is read by its verb") {
  // Each is given a value that can't be meant or found; a verb that does not look at it would go on to be healthy.
  const maintkit::test::server s(&answers);
  for (const program::verb& v : program::health_verbs) {
    for (const program::option& o : v.options) {
      if (o.value.empty() || o.name == "--body-contains" || o.name == "--ca-file" || o.name == "--output-file" ||
          o.name == "--pid-file")
        continue;
      CAPTURE(o.name);
      const outcome got = run(v.name, {s.url("/well"), std::string(o.name), "\x01", "--json"});
      CHECK(got.status != 0);
    }
  }
}
