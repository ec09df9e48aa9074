// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/json.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "support.hpp"

using maintkit::errc;
using maintkit::json::limits;
using maintkit::json::reader;
using maintkit::json::token;
using maintkit::json::validate;

namespace {

// Everything a reader says, as one line a token; chunks of `size` bytes, or the whole document for 0.
std::string transcript(std::string_view text, std::size_t size = 0, const limits& most = {}) {
  constexpr const char* names[] = {"{", "}", "[", "]", "key", "string", "number", "true", "false", "null", "end"};
  reader r(most);
  std::string out;
  const auto drain = [&] {
    for (;;) {
      const token t = r.next();
      if (t == token::need_more) return true;
      if (t == token::error) {
        out += std::string(to_string(r.error().code)) + " " + std::to_string(r.error().offset) + "+" +
               std::to_string(r.error().length) + " " + r.error().expected;
        CHECK(r.next() == token::error);
        return false;
      }
      out += names[static_cast<std::size_t>(t)];
      if (t == token::end) {
        CHECK(r.next() == token::end);
        return false;
      }
      out += "@" + std::to_string(r.offset());
      if (t >= token::key && t <= token::number) out += "=" + std::string(r.text());
      out += '\n';
    }
  };
  if (size == 0) size = text.size();
  bool more = true;
  while (more && !text.empty()) {
    const std::string chunk(text.substr(0, size));  // a copy of its own, so that views into older chunks show
    text.remove_prefix(chunk.size());
    r.feed(chunk);
    more = drain();
  }
  r.finish();
  if (more) drain();
  return out;
}

// The document in two chunks, cut at `at`, must read like the whole.
void check_splits(std::string_view text) {
  const std::string whole = transcript(text);
  for (std::size_t size = 1; size <= text.size(); ++size) {
    CAPTURE(size);
    REQUIRE(transcript(text, size) == whole);
  }
}

constexpr std::string_view sample =
    "{\"a\\u00e9\\\"\": [1, -0.5e+10, true, false, null, \"\", \"plain text longer than a block of sixteen\"],\n"
    " \"\xc3\xa9\xe2\x82\xac\": {}, \"\\ud83d\\ude00\\n\": [[], {\"x\": \"\xf0\x9f\x98\x80\"}], \"n\": 0.25}";

}  // namespace

TEST_CASE("tokens, their text and where they began") {
  CHECK(transcript(R"({"a":[1,"x\n",true,null],"b":-0.5e+1})") ==
        "{@0\nkey@1=a\n[@5\nnumber@6=1\nstring@8=x\n\ntrue@14\nnull@19\n]@23\nkey@25=b\nnumber@29=-0.5e+1\n}@36\nend");
  CHECK(transcript(" 12 ") == "number@1=12\nend");
  CHECK(transcript(R"({"a":1,"a":2})") == "{@0\nkey@1=a\nnumber@5=1\nkey@7=a\nnumber@11=2\n}@12\nend");  // both
  CHECK(transcript(R"("\"\\\/\b\f\n\r\t\u0041\ud83d\ude00")") == "string@0=\"\\/\b\f\n\r\tA\xf0\x9f\x98\x80\nend");
  CHECK(transcript("\"\\u0000\"") == std::string("string@0=") + '\0' + "\nend");
}

TEST_CASE("what is wrong, and where") {
  struct {
    std::string_view text;
    std::string_view said;
  } const rows[] = {
      {"", "incomplete 0+0 a value"},
      {" ", "incomplete 1+0 a value"},
      {"\xef\xbb\xbf{}", "malformed 0+1 a value"},  // RFC 8259, section 8.1: no byte order mark
      {{"\0", 1}, "malformed 0+1 a value"},
      {{"1\0", 2}, "malformed 1+1 the end"},
      {"1 2", "malformed 2+1 the end"},
      {"[1", "incomplete 2+0 ',' or ']'"},
      {"[", "incomplete 1+0 a value or ']'"},
      {"[,", "malformed 1+1 a value or ']'"},
      {"[1,]", "malformed 3+1 a value"},
      {"[1}", "malformed 2+1 ',' or ']'"},
      {"{", "incomplete 1+0 a key in quotes or '}'"},
      {"{a", "malformed 1+1 a key in quotes or '}'"},
      {"{\"a\"", "incomplete 4+0 ':'"},
      {"{\"a\" 1", "malformed 5+1 ':'"},
      {"{\"a\":1", "incomplete 6+0 ',' or '}'"},
      {"{\"a\":1]", "malformed 6+1 ',' or '}'"},
      {"{\"a\":1,}", "malformed 7+1 a key in quotes"},
      {"tru", "incomplete 3+0 a value"},
      {"trux", "malformed 0+4 true"},
      {"True", "malformed 0+1 a value"},
      {"nul]", "malformed 0+4 null"},
      {"falsy", "malformed 0+5 false"},
      {"-", "incomplete 1+0 a digit"},
      {"-a", "malformed 1+1 a digit"},
      {"01", "malformed 1+1 the end"},
      {"1.", "incomplete 2+0 a digit"},
      {"1.e1", "malformed 2+1 a digit"},
      {"1e", "incomplete 2+0 a digit"},
      {"1e+]", "malformed 3+1 a digit"},
      {".5", "malformed 0+1 a value"},
      {"+1", "malformed 0+1 a value"},
      {"NaN", "malformed 0+1 a value"},
      {"\"a", "incomplete 2+0 '\"' at the end of the string"},
      {"\"a\n\"", "malformed 2+1 an escape for a control character"},
      {{"\"\0\"", 3}, "malformed 1+1 an escape for a control character"},
      {"\"\\x\"", "malformed 1+2 one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"},
      {"\"\\u12g4\"", "malformed 1+6 four hexadecimal digits"},
      {"\"\\ud800\"", "malformed 1+6 a low surrogate behind the high one"},
      {"\"\\ud800\\n\"", "malformed 1+6 a low surrogate behind the high one"},
      {"\"\\ud800\\u0041\"", "malformed 1+6 a low surrogate behind the high one"},
      {"\"\\udc00\"", "malformed 1+6 a high surrogate before the low one"},
      {"\"\\", "incomplete 2+0 '\"' at the end of the string"},
      {"\"\\u00", "incomplete 5+0 '\"' at the end of the string"},
      {"\"\\ud800\\u", "incomplete 9+0 '\"' at the end of the string"},
      {"\"\xc3\"", "malformed 1+1 UTF-8"},
      {"\"\xc3", "incomplete 2+0 '\"' at the end of the string"},
      {"\"\xc0\xaf\"", "malformed 1+1 UTF-8"},          // overlong
      {"\"\xed\xa0\x80\"", "malformed 1+1 UTF-8"},      // a surrogate
      {"\"\xf4\x90\x80\x80\"", "malformed 1+1 UTF-8"},  // past U+10FFFF
      {"[1\f]", "malformed 2+1 ',' or ']'"},            // a form feed is no white space
      {"[1/**/]", "malformed 2+1 ',' or ']'"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto answer = validate(row.text);
    REQUIRE_FALSE(answer);
    const auto& e = answer.error();
    CHECK(std::string(to_string(e.code)) + " " + std::to_string(e.offset) + "+" + std::to_string(e.length) + " " +
              e.expected ==
          row.said);
    check_splits(row.text);
  }
}

TEST_CASE("skipping passes over one value, all of it checked") {
  reader r(R"({"a":{"b":[1,{"c":2}]},"d":[[],3],"e":"x","f":4})");
  CHECK(r.next() == token::object_begin);
  CHECK(r.next() == token::key);
  r.skip();  // {"b": …}
  CHECK(r.next() == token::key);
  CHECK(r.text() == "d");
  CHECK(r.next() == token::array_begin);
  CHECK(r.depth() == 2);
  r.skip();  // [], 3]
  CHECK(r.next() == token::key);
  CHECK(r.next() == token::string);
  r.skip();  // nothing was opened
  CHECK(r.text() == "x");
  CHECK(r.next() == token::key);
  r.skip();  // 4
  CHECK(r.next() == token::object_end);
  CHECK(r.next() == token::end);

  // Values that readers which skip by brackets alone let through.
  for (const char* broken : {"tru", "01.2.3", R"("\ud800 \q")", R"({"a" 1 2 3})", "[1,,2]", "[}", "\"\t\""}) {
    CAPTURE(broken);
    const std::string text = std::string(R"({"skipped":)") + broken + R"(,"wanted":1})";
    for (std::size_t size : {text.size(), std::size_t{1}}) {
      reader in{limits{}};
      token t = token::need_more;
      for (std::size_t at = 0; at < text.size() && t == token::need_more; at += size) {
        in.feed(std::string_view(text).substr(at, size));
        while ((t = in.next()) < token::end) in.skip();
      }
      CHECK(t == token::error);
    }
  }
}

TEST_CASE("a skipped value may be longer than a token") {
  limits most;
  most.token_bytes = 10;
  const std::string text = R"({"a":")" + std::string(100, 'x') + R"(","b":)" + std::string(100, '1') + "}";
  CHECK(validate(text, most));
  CHECK(transcript(text, 0, most) == "{@0\nkey@1=a\nlimit 5+1 a shorter string or number");
  CHECK(transcript(text, 1, most) == transcript(text, 0, most));
}

TEST_CASE("limits") {
  limits most;
  most.depth = 3;
  CHECK(validate("[[{}]]", most));
  CHECK(transcript("[[[[", 0, most) == "[@0\n[@1\n[@2\nlimit 3+1 no deeper nesting");
  most = {};
  most.count = 4;
  CHECK(validate("[1,2]", most));
  CHECK(validate("[1,2,3]", most).error().code == errc::limit);
  most = {};
  most.token_bytes = 5;
  CHECK(transcript("\"12345\"", 0, most) == "string@0=12345\nend");
  for (const char* text : {"\"123456\"", "\"123456\x01", "\"1234\xc3\xa9\"", "123456", "12345678.x"}) {
    CAPTURE(text);
    for (std::size_t size = 0; size < 8; ++size) {
      CHECK(transcript(text, size, most) == "limit 0+1 a shorter string or number");
    }
  }
  most = {};
  most.bytes = 6;
  CHECK(validate("[1,23]", most));
  CHECK(validate("[1,23] ", most).error().code == errc::limit);
  for (std::size_t size = 0; size < 8; ++size) {
    CHECK(transcript("[1,234]", size, most) == "[@0\nnumber@1=1\nnumber@3=234\nlimit 6+0 a shorter document");
  }
  most.depth = 5000;  // there is room for 1,024
  CHECK(validate(std::string(1024, '[') + std::string(1024, ']')).error().code == errc::limit);
  most.bytes = 4096;
  CHECK(validate(std::string(1024, '[') + std::string(1024, ']'), most));
  CHECK(validate(std::string(1025, '[') + std::string(1025, ']'), most).error().code == errc::limit);
}

TEST_CASE("wherever the chunks are cut, the tokens are the same") { check_splits(sample); }

TEST_CASE("a truncated document is incomplete, never complete and never malformed") {
  REQUIRE(validate(sample));
  for (std::size_t n = 0; n < sample.size(); ++n) {
    CAPTURE(n);
    const auto answer = validate(sample.substr(0, n));
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == errc::incomplete);
  }
}

TEST_CASE("mutated documents read alike in any chunks") {
  maintkit::test::random random(maintkit::test::seed());
  for (int i = 0; i < 3000; ++i) {
    std::string text(sample);
    for (std::size_t n = random.below(4); n-- > 0;)
      text[random.below(text.size())] = "\"\\{}[],:u1e\xc3\xed\x01"[random.below(14)];
    const std::string whole = transcript(text);
    REQUIRE(transcript(text, 1) == whole);
    REQUIRE(transcript(text, 1 + random.below(40)) == whole);
  }
}

TEST_CASE("hostile documents take linear time") {
  struct {
    const char* what;
    std::string text;
    bool good;
  } rows[] = {
      {"10^6 brackets", std::string(1000000, '['), false},
      {"an escape a character", "", true},
      {"backslashes", '"' + std::string(4000000, '\\') + '"', true},
      {"blanks", std::string(8000000, ' ') + "1", true},
      {"10^6 digits", std::string(1000000, '7'), true},
      {"a huge exponent", "1e" + std::string(1000000, '9'), true},
      {"equal keys", "", true},
      {"a long string", '"' + std::string(8000000, 'x') + '"', true},
      {"one that never ends", '"' + std::string(8000000, 'x'), false},
      {"two-byte characters", "", true},
  };
  for (int i = 0; i < 300000; ++i) {
    rows[1].text += "\\u00e9";
    rows[6].text += i == 0 ? "{\"k\":1" : ",\"k\":1";
    rows[9].text += "\xc3\xa9";
  }
  rows[1].text = '"' + rows[1].text + '"';
  rows[6].text += '}';
  rows[9].text = '"' + rows[9].text + '"';
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto start = std::chrono::steady_clock::now();
    CHECK(static_cast<bool>(validate(row.text)) == row.good);
    reader r{limits{}};
    for (std::string_view rest = row.text; !rest.empty() && r.next() == token::need_more;) {
      r.feed(rest.substr(0, 997));
      rest.remove_prefix((std::min)(rest.size(), std::size_t{997}));
      while (r.next() < token::end) {
      }
    }
    r.finish();
    token last;
    while ((last = r.next()) < token::end) {
    }
    CHECK(last == (row.good ? token::end : token::error));
    // Quadratic time would be minutes; the bound leaves room for sanitizers on a busy machine.
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
  }
}
