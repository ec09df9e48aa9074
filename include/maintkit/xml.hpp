// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// XML 1.0 (fifth edition) with namespaces: a strict pull reader over memory or over chunks, without any DTD processing.
// A DOCTYPE is skipped; nothing is ever fetched or expanded.
//
//   xml::reader r(text);
//   for (xml::event e; (e = r.next()) < xml::event::end;) {
//     if (e == xml::event::element_begin && r.element().local == "title") in_title = true;
//     if (e == xml::event::text && in_title) title = r.text();
//     if (e == xml::event::element_end) in_title = false;
//   }
#ifndef MAINTKIT_XML_HPP
#define MAINTKIT_XML_HPP

#include <maintkit/xml/encoding.hpp>
#include <maintkit/xml/entities.hpp>
#include <maintkit/xml/names.hpp>
#include <maintkit/xml/reader.hpp>
#include <maintkit/xml/scan.hpp>
#include <maintkit/xml/scope.hpp>

#endif  // MAINTKIT_XML_HPP
