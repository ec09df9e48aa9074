// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/http/message.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "../support.hpp"

namespace http = maintkit::http;
using http::fault;

namespace {

struct outcome {
  fault why;
  int status;
  std::string body;
  std::string head;
  bool complete;

  bool operator==(const outcome& o) const {
    return why == o.why && status == o.status && body == o.body && head == o.head && complete == o.complete;
  }
};

outcome outcome_of(const http::response_reader& r) {
  return {r.failure(), r.message().status, r.message().body, r.message().head, r.complete()};
}

// Reads in pieces of `size`, then the end of the connection.
outcome read(std::string_view bytes, std::size_t size, http::expects_body body = http::expects_body::yes) {
  http::response_reader reader({}, http::keep_body::yes, body);
  for (std::size_t at = 0; at < bytes.size() && reader.feed(bytes.substr(at, size)); at += size) {
  }
  reader.finish();
  return outcome_of(reader);
}

#define OK "HTTP/1.1 200 OK\r\n"
#define CHUNKED OK "Transfer-Encoding: chunked\r\n\r\n"

struct row {
  std::string_view bytes;
  fault why;
  int status;
  std::string_view body;
};

constexpr std::string_view with_nul(OK "X: a\0b\r\n\r\n", sizeof(OK "X: a\0b\r\n\r\n") - 1);

constexpr row rows[] = {
    // RFC 9112 section 4: status lines.
    {OK "\r\n", fault::none, 200, ""},
    {"HTTP/1.0 200 OK\r\n\r\nx", fault::none, 200, "x"},
    {"HTTP/1.9 200 OK\r\n\r\n", fault::none, 200, ""},
    {"HTTP/1.1 200 \r\n\r\n", fault::none, 200, ""},
    {"HTTP/1.1 200\r\n\r\n", fault::none, 200, ""},
    {"HTTP/1.1 999 x\r\n\r\n", fault::none, 999, ""},
    {"HTTP/1.1 20 OK\r\n\r\n", fault::status_malformed, 0, ""},
    {"HTTP/1.1 2000 OK\r\n\r\n", fault::status_malformed, 0, ""},
    {"HTTP/1.1 099 OK\r\n\r\n", fault::status_malformed, 0, ""},
    {"HTTP/1.1 2x0 OK\r\n\r\n", fault::status_malformed, 0, ""},
    {"HTTP/1.1  200 OK\r\n\r\n", fault::status_malformed, 0, ""},
    {"HTTP/2.0 200 OK\r\n\r\n", fault::version, 0, ""},
    {"HTTP/1 200 OK\r\n\r\n", fault::version, 0, ""},
    {"HTTP/1.10 200 OK\r\n\r\n", fault::version, 0, ""},
    {"HTTP/\r\n\r\n", fault::version, 0, ""},
    {"http/1.1 200 OK\r\n\r\n", fault::not_http, 0, ""},
    {"HTTX", fault::not_http, 0, ""},
    {"\r\n" OK "\r\n", fault::not_http, 0, ""},
    {"", fault::answer_empty, 0, ""},
    {"HTTP", fault::head_eof, 0, ""},
    // Section 2.2: lines.
    {"HTTP/1.1 200 OK\nContent-Length: 1\n\nx", fault::none, 200, "x"},
    {OK "X: a\rb\r\n\r\n", fault::bare_cr, 200, ""},
    {"HTTP/1.1 200 O\rK\r\n\r\n", fault::bare_cr, 0, ""},
    {OK " X: a\r\n\r\n", fault::field_indented, 200, ""},
    // Section 5: fields.
    {OK "X\r\n\r\n", fault::field_colon, 200, ""},
    {OK "X : a\r\n\r\n", fault::field_space, 200, ""},
    {OK "X\t: a\r\n\r\n", fault::field_space, 200, ""},
    {OK ": a\r\n\r\n", fault::field_name, 200, ""},
    {OK "X(: a\r\n\r\n", fault::field_name, 200, ""},
    {OK "X: \x01\r\n\r\n", fault::field_value, 200, ""},
    {OK "X: \x7f\r\n\r\n", fault::field_value, 200, ""},
    {with_nul, fault::field_value, 200, ""},
    {OK "X:\r\n\r\n", fault::none, 200, ""},
    {OK "X: \t\xff\r\n\r\n", fault::none, 200, ""},
    // Section 8: incomplete.
    {OK, fault::head_eof, 200, ""},
    {OK "X: a", fault::head_eof, 200, ""},
    {OK "Content-Length: 2\r\n\r\nx", fault::body_short, 200, "x"},
    // Section 6.3: where the body ends.
    {"HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nhello", fault::none, 204, ""},
    {"HTTP/1.1 304 No\r\nTransfer-Encoding: x\r\n\r\nhello", fault::none, 304, ""},
    {OK "Content-Length: 2\r\n\r\nabc", fault::none, 200, "ab"},
    {OK "Content-Length: 2,2\r\nContent-Length: 2\r\n\r\nab", fault::none, 200, "ab"},
    {OK "Content-Length: 2,3\r\n\r\nab", fault::length_conflict, 200, ""},
    {OK "Content-Length: 2\r\nContent-length: 3\r\n\r\nab", fault::length_conflict, 200, ""},
    {OK "Content-Length: 2,\r\n\r\nab", fault::length_invalid, 200, ""},
    {OK "Content-Length: ,2\r\n\r\nab", fault::length_invalid, 200, ""},
    {OK "Content-Length: -1\r\n\r\n", fault::length_invalid, 200, ""},
    {OK "Content-Length: +1\r\n\r\n", fault::length_invalid, 200, ""},
    {OK "Content-Length: 0x1\r\n\r\n", fault::length_invalid, 200, ""},
    {OK "Content-Length: 1 1\r\n\r\n", fault::length_invalid, 200, ""},
    {OK "Content-Length:\r\n\r\n", fault::length_invalid, 200, ""},
    {OK "Content-Length: 18446744073709551616\r\n\r\n", fault::length_overflow, 200, ""},
    {OK "Content-Length: 262145\r\n\r\n", fault::answer_size, 200, ""},
    {OK "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", fault::length_and_coding, 200, ""},
    {OK "Transfer-Encoding: gzip\r\n\r\n", fault::coding_unknown, 200, ""},
    {OK "Transfer-Encoding: gzip, chunked\r\n\r\n", fault::coding_unknown, 200, ""},
    {OK "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", fault::coding_unknown, 200, ""},
    {OK "Transfer-Encoding:\r\n\r\n", fault::coding_unknown, 200, ""},
    {"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", fault::coding_version, 200, ""},
    // Section 7.1: chunks.
    {CHUNKED "2\r\nab\r\n00\r\n\r\nmore", fault::none, 200, "ab"},
    {OK "transfer-encoding: CHUNKED\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n", fault::none, 200, "0123456789"},
    {CHUNKED "2 ; x=\"y\"\r\nab\r\n0;z\r\nT: 1\r\n 2\r\n\r\n", fault::none, 200, "ab"},
    {CHUNKED "2\nab\n0\n\n", fault::none, 200, "ab"},
    {CHUNKED "\r\n", fault::chunk_size, 200, ""},
    {CHUNKED "0x2\r\nab\r\n0\r\n\r\n", fault::chunk_size, 200, ""},
    {CHUNKED "-1\r\n", fault::chunk_size, 200, ""},
    {CHUNKED "2 3\r\n", fault::chunk_size, 200, ""},
    {CHUNKED "10000000000000000\r\n", fault::chunk_overflow, 200, ""},
    {CHUNKED "fffffffffffffffff\r\n", fault::chunk_overflow, 200, ""},
    {CHUNKED "ffffffffffffffff\r\n", fault::answer_size, 200, ""},
    {CHUNKED "2\r\nabc\r\n", fault::chunk_end, 200, "ab"},
    {CHUNKED "2\r\nab\r\r\n", fault::chunk_end, 200, "ab"},
    {CHUNKED "2\r\nab", fault::chunk_eof, 200, "ab"},
    {CHUNKED "2\r\nab\r\n", fault::chunk_eof, 200, "ab"},
    {CHUNKED "0\r\n", fault::chunk_eof, 200, ""},
    {CHUNKED "0\r\nX\r\n\r\n", fault::field_colon, 200, ""},
    // RFC 9110 section 15.2: interim answers.
    {"HTTP/1.1 100 Continue\r\nX: 1\r\n\r\n" OK "Content-Length: 1\r\n\r\nx", fault::none, 200, "x"},
    {"HTTP/1.1 100 Continue\r\n\r\n", fault::head_eof, 0, ""},
    {"HTTP/1.1 101 Switching\r\n\r\n", fault::switching, 101, ""},
};

}  // namespace

TEST_CASE("answers, whole and in pieces of every size") {
  for (const row& r : rows) {
    CAPTURE(r.bytes);
    const outcome whole = read(r.bytes, r.bytes.size() + 1);
    CHECK(http::about(whole.why).code == http::about(r.why).code);
    CHECK(whole.status == r.status);
    CHECK(whole.body == r.body);
    CHECK(whole.complete == (r.why == fault::none));
    for (std::size_t size = 1; size <= r.bytes.size(); ++size) CHECK(read(r.bytes, size) == whole);
  }
}

TEST_CASE(
    "an answer that is cut anywhere is never taken for a whole one, unless its end is the end of the connection") {
  for (const row& r : rows) {
    if (r.why != fault::none) continue;
    for (std::size_t cut = 0; cut < r.bytes.size(); ++cut) {
      CAPTURE(r.bytes);
      CAPTURE(cut);
      const outcome part = read(r.bytes.substr(0, cut), 7);
      if (!part.complete) {
        CHECK(part.why != fault::none);
        continue;
      }
      // What is complete by itself: the rest is behind the message, or its body lasts until the end.
      const bool framed = part.head.find("ontent-") != std::string::npos ||
                          part.head.find("ransfer-") != std::string::npos || part.status == 204 || part.status == 304;
      CHECK((!framed || part == read(r.bytes, r.bytes.size())));
    }
  }
}

TEST_CASE("a message's end is known without the end of the connection") {
  for (const std::string_view text : {OK "Content-Length: 2\r\n\r\nab", OK "Content-Length: 0\r\n\r\n",
                                      CHUNKED "1\r\na\r\n0\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n"}) {
    CAPTURE(text);
    http::response_reader reader;
    CHECK_FALSE(reader.feed(text));
    CHECK(reader.complete());
  }
  http::response_reader until_close;
  CHECK(until_close.feed(OK "\r\nabc"));
  CHECK_FALSE(until_close.complete());
  CHECK(until_close.in_body());
}

TEST_CASE("an answer to HEAD has no body whatever its fields say") {
  CHECK(read(OK "Content-Length: 5\r\n\r\n", 100, http::expects_body::no).complete);
  CHECK(read(OK "Transfer-Encoding: chunked\r\n\r\n", 100, http::expects_body::no).complete);
}

TEST_CASE("fields: any case, the first of several, folded ones joined (RFC 9112 section 5.2)") {
  http::response_reader reader;
  reader.feed(OK "Set-Cookie: a\r\nset-cookie: b\r\nX-Long: one\r\n\t two  \r\n three\r\nEmpty:\r\n\r\n");
  reader.finish();
  const http::response& m = reader.message();
  CHECK(m.field("SET-COOKIE") == "a");
  CHECK(m.field("x-long") == "one two three");
  CHECK(m.field("empty") == "");
  CHECK_FALSE(m.field("x"));
  CHECK(m.reason == "OK");
}

TEST_CASE("each bound has its own fault, at the byte behind the last one allowed") {
  struct bound {
    std::string head;
    std::string unit;
    std::size_t most;
    fault why;
  };
  const http::limits most;
  const bound bounds[] = {
      {"HTTP/1.1 200 ", "x", most.status_line - 13, fault::status_size},
      {OK "X: ", "v", most.head - 3, fault::head_size},
      {OK, "X:\r\n", most.fields, fault::field_count},
      {"", "HTTP/1.1 100 C\r\n\r\n", most.interim, fault::interim_count},
      {CHUNKED "1;", "e", most.chunk_line - 2, fault::chunk_extension},
      {CHUNKED, "0", most.chunk_line, fault::chunk_extension},
      {CHUNKED "0\r\nX: ", "v", most.trailer - 3, fault::trailer_size},
      {CHUNKED "0\r\n", "X:\r\n", most.fields, fault::field_count},
      {OK "\r\n", "b", most.total - sizeof(OK "\r\n") + 1, fault::answer_size},
  };
  for (const bound& b : bounds) {
    CAPTURE(b.head);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{1000}, std::size_t{1} << 20}) {
      http::response_reader reader;
      std::string text = b.head;
      for (std::size_t i = 0; i < b.most; ++i) text += b.unit;
      for (std::size_t at = 0; at < text.size(); at += piece) reader.feed(std::string_view(text).substr(at, piece));
      CHECK(reader.failure() == fault::none);
      reader.feed(b.unit);
      CHECK(http::about(reader.failure()).code == http::about(b.why).code);
    }
  }
}

TEST_CASE("a body that nobody asked for is counted and not kept") {
  http::response_reader reader;
  reader.feed(OK "Content-Length: 100000\r\n\r\n" + std::string(100000, 'x'));
  CHECK(reader.complete());
  CHECK(reader.message().length == 100000);
  CHECK(reader.message().body.capacity() < 100);
}

TEST_CASE("random bytes in random pieces: the same outcome however they are cut") {
  maintkit::test::random random(maintkit::test::seed());
  constexpr std::string_view words[] = {OK,
                                        CHUNKED,
                                        "\r\n",
                                        "\n",
                                        "\r",
                                        "0",
                                        "2",
                                        "ab",
                                        ":",
                                        " ",
                                        "Content-Length",
                                        "chunked",
                                        "Transfer-Encoding",
                                        "HTTP/1.1 100 C\r\n\r\n",
                                        ";",
                                        "5",
                                        "X",
                                        "\t",
                                        ","};
  for (int round = 0; round < 2000; ++round) {
    std::string text = round % 2 == 0 ? OK : CHUNKED;
    for (std::size_t n = random.below(12); n > 0; --n) text += words[random.below(sizeof words / sizeof *words)];
    CAPTURE(text);
    const outcome whole = read(text, text.size());
    CHECK(read(text, 1 + random.below(text.size())) == whole);
    CHECK(whole.complete == (whole.why == fault::none));
  }
}
