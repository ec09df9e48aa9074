// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/health/health_document.hpp>

#include <doctest/doctest.h>

#include <string>

namespace health = maintkit::health;
using health::condition;

namespace {

health::observation seen(std::string component, std::string measured, condition c) {
  health::observation o;
  o.component = std::move(component);
  o.measured = std::move(measured);
  o.status = c;
  o.output = "said";
  o.endpoints = {"/a", "/b"};
  return o;
}

}  // namespace

TEST_CASE("what is empty is left out, and a document of nothing passes") {
  CHECK(health::to_json({}) == R"({"status":"pass"})");
  health::health_document d;
  d.status = condition::fail;
  d.version = "1";
  d.release_id = "1.2.3";
  d.service_id = "tickets";
  d.description = "a \"shop\"";
  d.notes = {"a", "b"};
  d.output = "no disk";
  CHECK(health::to_json(d) == R"({"status":"fail","version":"1","releaseId":"1.2.3","serviceId":"tickets",)"
                              R"("description":"a \"shop\"","notes":["a","b"],"output":"no disk"})");
  d.status = condition::pass;  // section 3.5: no output where it passes
  CHECK(health::to_json(d).find("no disk") == std::string::npos);
}

TEST_CASE("checks: all that draft-06 section 4 has, equal keys as one array") {
  health::health_document d;
  d.checks = {seen("db", "connections", condition::warn), seen("", "uptime", condition::pass),
              seen("db", "connections", condition::pass), seen("a:b", "c", condition::unknown),
              seen("cache", "", condition::pass)};
  d.checks[0].component_id = "id";
  d.checks[0].component_type = "datastore";
  d.checks[0].value = 0.25;
  d.checks[0].unit = "percent";
  d.checks[0].time = "2026-07-08T12:00:00Z";
  CHECK(health::to_json(d) ==
        R"({"status":"warn","checks":{)"
        R"("a_b:c":[{"affectedEndpoints":["/a","/b"],"output":"said"}],)"
        R"("cache":[{"status":"pass"}],)"
        R"("db:connections":[{"componentId":"id","componentType":"datastore","observedValue":0.25,)"
        R"("observedUnit":"percent","status":"warn","affectedEndpoints":["/a","/b"],"time":"2026-07-08T12:00:00Z",)"
        R"("output":"said"},{"status":"pass"}],)"
        R"("uptime":[{"status":"pass"}]}})");
}

TEST_CASE("the reader understands the writer, and the status beside it agrees") {
  for (const condition c : {condition::pass, condition::warn, condition::fail}) {
    health::health_document d;
    d.checks = {seen("db", "connections", condition::pass), seen("queue", "length", c)};
    const std::string text = health::to_json(d);
    const auto read = health::read_health(text);
    REQUIRE(read);
    CHECK(read->status == c);
    CHECK(read->troubled.size() == (c == condition::pass ? 0 : 1));
    if (c == condition::pass) continue;
    CHECK(read->troubled[0].name == "queue:length");
    CHECK(read->troubled[0].output == "said");
  }
  CHECK(health::http_status(condition::pass) == 200);
  CHECK(health::http_status(condition::warn) == 200);
  CHECK(health::http_status(condition::fail) == 503);
}
