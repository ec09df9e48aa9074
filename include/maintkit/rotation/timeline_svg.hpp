// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The timeline of rotation/timeline.hpp as a picture: a whole SVG file, light or dark as the reader's screen is,
// without a script; a backup tells its date when pointed at.
//
//   draw_svg({{"daily=7,weekly=4", &*keep, &*over}}, when, zone);
#ifndef MAINTKIT_ROTATION_TIMELINE_SVG_HPP
#define MAINTKIT_ROTATION_TIMELINE_SVG_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/rotation/policy.hpp>
#include <maintkit/rotation/simulate.hpp>
#include <maintkit/rotation/timeline.hpp>
#include <maintkit/time/text.hpp>
#include <maintkit/time/zone.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

// A policy in the picture.
struct timeline_part {
  std::string title;
  std::string summary;  // a line below the title
  const policy* keep;
  const simulation* of;
};

// One below the other, on the same scale.
std::string draw_svg(const std::vector<timeline_part>& parts, const schedule& when, const time::zone& zone);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::string_view svg_style =
    "<style>\n"
    "svg{color:#1f2328;background:#fff;--band:#f3f5f8;--line:#c9d1d9;--all:#57606a;--mark:#0969da}\n"
    "@media (prefers-color-scheme:dark){svg{color:#e6edf3;background:#0d1117;--band:#161b22;--line:#3d444d;"
    "--all:#9198a1;--mark:#58a6ff}}\n"
    "text{fill:currentColor;font:14px system-ui,'DejaVu Sans',sans-serif}\n"
    ".title{font-weight:600;font-size:16px}.small{font-size:12px;opacity:.8}.end{text-anchor:end}"
    ".middle{text-anchor:middle}\n"
    ".band{fill:var(--band)}.grid{stroke:var(--line)}.span{stroke:var(--mark);stroke-width:2;opacity:.35}\n"
    "circle{fill:var(--mark);stroke:var(--band)}.hollow{fill:var(--band);stroke:var(--mark);stroke-width:2}\n"
    ".all circle{fill:var(--all)}.all .hollow{fill:var(--band);stroke:var(--all)}.all .span{stroke:var(--all)}\n"
    "</style>\n";

class svg_drawing {
 public:
  svg_drawing(const schedule& when, const time::zone& zone) : when_(when), zone_(zone), scale_(scale_of(when)) {}

  std::string draw(const std::vector<timeline_part>& parts) {
    for (const timeline_part& part : parts) draw_part(part);
    text(left_edge, bottom_ + 4, "small",
         "Each dot is a backup that is kept; a ring is kept only as the oldest, while"
         " its rule has count left.");
    text(left_edge, bottom_ + 22, "small",
         "Time runs to the right, more and more finely: each step to the left is"
         " several times as old.");
    bottom_ += 38;
    const std::string height = std::to_string(bottom_);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" height=\"" + height + "\" viewBox=\"0 0 960 " +
           height + "\" role=\"img\">\n<title>Which backups are kept</title>\n" + std::string(svg_style) + body_ +
           "</svg>\n";
  }

 private:
  static constexpr int left_edge = 24;
  static constexpr int lane_left = 200;
  static constexpr int lane_right = 900;
  static constexpr int lane_height = 34;

  // In tenths of a pixel, without the locale's ideas of a decimal point.
  std::string x_of(std::int64_t age) const {
    const double width = lane_right - lane_left;
    const auto tenths = std::llround((lane_left + scale_.at(age) * width) * 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
  }

  static std::string escaped(std::string_view plain) {
    std::string out;
    for (const char c : plain) {
      if (c == '<' || c == '&') {
        out += c == '<' ? "&lt;" : "&amp;";
      } else {
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
      }
    }
    return out;
  }

  void text(int x, int y, std::string_view style, std::string_view what) {
    ((body_ += "<text x=\"") += std::to_string(x)) += "\" y=\"";
    ((body_ += std::to_string(y)) += "\" class=\"") += style;
    ((body_ += "\">") += escaped(what)) += "</text>\n";
  }

  // Lines of so many letters, broken behind commas.
  void paragraph(std::string_view style, std::string_view what, std::size_t letters, int line) {
    while (!what.empty()) {
      std::size_t length = what.size();
      if (length > letters) {
        const std::size_t comma = what.rfind(',', letters - 1);
        length = comma == std::string_view::npos ? letters : comma + 1;
      }
      text(left_edge, bottom_, style, what.substr(0, length));
      what.remove_prefix(length);
      bottom_ += line;
    }
  }

  void draw_part(const timeline_part& part) {
    paragraph("title", part.title, 96, 22);
    paragraph("small", part.summary, 130, 18);
    const int top = bottom_ - 4;
    const std::vector<timeline_lane> lanes = lanes_of(*part.keep, *part.of, when_);
    draw_grid(top, top + static_cast<int>(lanes.size()) * lane_height);
    bottom_ = top;
    for (const timeline_lane& lane : lanes) draw_lane(lane, lane.name == "all");
    draw_ages();
    bottom_ += 56;
  }

  void draw_grid(int top, int bottom) {
    body_ += "<rect class=\"band\" x=\"" + std::to_string(lane_left - 8) + "\" y=\"" + std::to_string(top) +
             "\" width=\"" + std::to_string(lane_right - lane_left + 16) + "\" height=\"" +
             std::to_string(bottom - top) + "\" rx=\"6\"/>\n";
    const auto line = [&](std::int64_t age) {
      const std::string x = x_of(age);
      body_ += "<line class=\"grid\" x1=\"" + x + "\" x2=\"" + x + "\" y1=\"" + std::to_string(top) + "\" y2=\"" +
               std::to_string(bottom + 5) + "\"/>\n";
    };
    for_each_tick(line);
    line(0);
  }

  template <class F>
  void for_each_tick(F f) const {
    for (const age_tick& tick : age_ticks) {
      if (static_cast<double>(tick.age) <= scale_.furthest * 1.01 && scale_.at(tick.age) < 0.95) f(tick.age);
    }
  }

  void draw_ages() {
    double free = -1;
    for (const age_tick& tick : age_ticks) {
      const double at = scale_.at(tick.age);
      if (static_cast<double>(tick.age) > scale_.furthest * 1.01 || at >= 0.93 || at < free) continue;
      free = at + 0.06;
      body_ += "<text class=\"small middle\" x=\"" + x_of(tick.age) + "\" y=\"" + std::to_string(bottom_ + 19) + "\">" +
               std::string(tick.name) + " ago</text>\n";
    }
    text(lane_right, bottom_ + 19, "small middle", "now");
  }

  void draw_lane(const timeline_lane& lane, bool all) {
    const int middle = bottom_ + lane_height / 2;
    body_ += all ? "<g class=\"all\">\n" : "<g>\n";
    text(left_edge, middle + 5, "", lane.name);
    text(lane_left - 18, middle + 5, "end small", std::to_string(lane.ages.size()));
    const std::string y = std::to_string(middle);
    if (!lane.ages.empty()) {
      body_ += "<line class=\"span\" x1=\"" + x_of(lane.ages.front()) + "\" x2=\"" + x_of(lane.ages.back()) +
               "\" y1=\"" + y + "\" y2=\"" + y + "\"/>\n";
    }
    std::string before;
    for (std::size_t i = 0; i < lane.ages.size(); ++i) {
      const std::string x = x_of(lane.ages[i]);
      if (x == before) continue;  // a million of them are no more than the picture is wide
      before = x;
      const time::instant at{when_.to.seconds - lane.ages[i], 0};
      body_.append("<circle cx=\"").append(x).append("\" cy=\"").append(y).append("\" r=\"4.5\"");
      body_ += i == 0 && lane.ends_in_oldest ? " class=\"hollow\">" : ">";
      body_ += "<title>" + time::to_rfc3339(at, zone_.offset_at(at)) + "</title></circle>\n";
    }
    body_ += "</g>\n";
    bottom_ += lane_height;
  }

  const schedule& when_;
  const time::zone& zone_;
  age_scale scale_;
  std::string body_;
  int bottom_ = 34;
};

}  // namespace detail

inline std::string draw_svg(const std::vector<timeline_part>& parts, const schedule& when, const time::zone& zone) {
  return detail::svg_drawing(when, zone).draw(parts);
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_TIMELINE_SVG_HPP
