// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// JSON (RFC 8259): a strict pull reader over memory or over chunks, and a writer. There is no document tree: a caller
// takes the tokens it wants and passes over the rest, which is validated all the same.
//
//   json::reader r(text);
//   if (r.next() == json::token::object_begin) {
//     while (r.next() == json::token::key) {
//       if (r.text() == "version" && r.next() == json::token::string) version = r.text();
//       else r.skip();
//     }
//   }
#ifndef MAINTKIT_JSON_HPP
#define MAINTKIT_JSON_HPP

#include <maintkit/json/reader.hpp>
#include <maintkit/json/writer.hpp>

#endif  // MAINTKIT_JSON_HPP
