// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// `maintkit demo`: one whole maintenance round with the library's own functions, each decision with its reason. The
// releases are pretalx's real ones; the site, its backups and its service are made in a temporary folder and on the
// loopback address, and are gone at the end. No network, no service and no sqlite3 is needed.
#ifndef MAINTKIT_PROGRAM_DEMO_HPP
#define MAINTKIT_PROGRAM_DEMO_HPP

#include <maintkit/backup.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/detail/process.hpp>
#include <maintkit/error.hpp>
#include <maintkit/health.hpp>
#include <maintkit/json.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/demo_releases.hpp>
#include <maintkit/program/demo_service.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/rotation.hpp>
#include <maintkit/time.hpp>
#include <maintkit/update.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

int demo(const arguments& a, context& c);

inline constexpr verb demo_verbs[] = {
    {"",
     "demo",
     "",
     "Walk one whole maintenance round in a temporary directory.",
     {},
     0,
     0,
     "Needs no network, no service and no database, and leaves nothing behind.\n"
     "Exit status: 0 if every step came out as it should, 1 if not.",
     &demo},
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// The application of the demo, as a recipe would have it in a file.
inline constexpr std::string_view demo_recipe = R"ini([application]
name = demo
scheme = calver

[settings]
data =
db_kind =

[database]
kind = {db_kind}
name = {data}/db.sqlite3

[files media]
path = {data}/media

[files secret]
path = {data}/.secret
)ini";

// A new folder in `parent`, removed with all that is in it.
class scratch {
 public:
  static result<scratch> make(const std::string& parent) {
    auto home = open_directory(parent);
    if (!home) return home.error();
    auto name = make_temporary_directory(home->get());
    if (!name) return name.error();
    std::string path = parent + "/" + *name;
    return scratch(std::move(*home), std::move(*name), std::move(path));
  }
  scratch(scratch&& other) noexcept = default;
  scratch& operator=(scratch&&) = delete;
  ~scratch() {
    if (home_) (void)remove_tree_at(home_.get(), name_);
  }

  const std::string& path() const { return path_; }

 private:
  scratch(unique_fd home, std::string name, std::string path)
      : home_(std::move(home)), name_(std::move(name)), path_(std::move(path)) {}

  unique_fd home_;
  std::string name_;
  std::string path_;
};

class round {
 public:
  round(context& c, const std::string& folder) : c_(c), folder_(folder), data_(folder + "/data") {
    json_.object().field("schema", 1).key("steps").array();
  }

  result<void> walk() {
    for (auto step : {&round::look_for_updates, &round::plan_the_way, &round::make_a_site, &round::back_up,
                      &round::damage_and_verify, &round::rotate, &round::watch_the_service}) {
      if (auto done = (this->*step)(); !done) return done;
    }
    json_.end_array().end_object().end_array().end_object();
    if (c_.json) c_.out << told_ << '\n';
    return {};
  }

 private:
  void title(std::string_view text) {
    if (step_ > 0) json_.end_array().end_object();
    json_.object().field("step", text).key("lines").array();
    if (!c_.json) c_.out << (step_ == 0 ? "" : "\n") << std::to_string(step_ + 1) << ". " << text << "\n\n";
    ++step_;
  }
  void say(std::string_view text) {
    json_.value(text);
    if (!c_.json) c_.out << (text.empty() ? "" : "   ") << text << "\n";
  }
  void say_lines(std::string_view text) {
    while (!text.empty()) say(take_until(text, '\n'));
  }

  // The day of the round: the releases are known up to it.
  static constexpr time::instant today() { return time::from_civil({2026, 7, 15, 12, 0, 0, 0}); }
  static constexpr std::string_view installed = "2024.3.1";

  result<void> look_for_updates() {
    title("Is there an update? Installed is pretalx 2024.3.1, the day is 2026-07-15.");
    releases_ = releases_of_demo();
    const auto found = update::assess(installed, releases_, rules_, today());
    if (!found) return found.error();
    say_lines(update::to_text(*found));
    if (!found->update) return error(errc::failed, "update check", "found none");
    return {};
  }

  result<void> plan_the_way() {
    title("How to get there? No feature release may be skipped.");
    const auto way = update::path(installed, "", releases_, rules_, today());
    if (!way) return way.error();
    say_lines(update::to_text(*way));
    return {};
  }

  result<void> write(const std::string& name, std::string_view bytes, mode_t mode) {
    const auto home = open_directory(data_);
    if (!home) return home.error();
    return write_atomically(home->get(), name, bytes, mode);
  }

  result<void> make_a_site() {
    title("A little site to look after: media, a secret, a database.");
    for (const std::string& name : {data_, data_ + "/media", folder_ + "/backups"}) {
      if (::mkdir(name.c_str(), 0700) != 0) return system_error(errno, name);
    }
    if (auto done = write("media/speaker.txt", "a portrait\n", 0644); !done) return done;
    if (auto done = write("media/slides.txt", std::string(20000, 's') + "\n", 0644); !done) return done;
    if (auto done = write(".secret", "not to be seen\n", 0600); !done) return done;
    say("data/media   2 files");
    say("data/.secret readable by its owner only");
    return make_a_database();
  }

  result<void> make_a_database() {
    if (!find_program("sqlite3", path())) {
      say("no database: sqlite3 is not installed here, so the round goes on with files only");
      return {};
    }
    command make;
    make.argv = {"sqlite3", data_ + "/db.sqlite3",
                 "CREATE TABLE talk(id INTEGER PRIMARY KEY, title TEXT);"
                 "INSERT INTO talk(title) VALUES('Rotation without regret'),('One deadline'),('Reasons');"};
    make.environment = {"PATH=" + std::string(path())};
    const auto made = maintkit::detail::run(make);
    if (!made) return made.error();
    if (!made->success()) return error(errc::failed, "sqlite3", to_string(*made));
    has_database_ = true;
    say("data/db.sqlite3, a table of 3 talks");
    return {};
  }

  std::string_view path() const { return variable(c_, "PATH").value_or(default_path); }

  result<void> back_up() {
    title("A backup before anything else.");
    const auto recipe = backup::parse_recipe(demo_recipe, "demo");
    if (!recipe) return recipe.error();
    backup::surroundings around;
    around.given = {{"data", data_}, {"db_kind", has_database_ ? "sqlite" : ""}};
    const auto here = backup::locate(*recipe, around);
    if (!here) return here.error();
    backup::create_options how;
    how.path = path();
    const auto set = backup::create(*here, folder_ + "/backups", c_.now, how);
    if (!set) return set.error();
    set_ = set->name;
    say("backups/" + set_ + ", published by one rename when everything in it was checked:");
    for (const backup::entry& e : set->what.entries) {
      say("  " + e.name + "  " + std::to_string(e.bytes) + " bytes  sha256 " + e.sha256.substr(0, 16) + "…");
    }
    return {};
  }

  result<void> damage_and_verify() {
    title("Is it any good? Verified as it is, and again after one bit of it was flipped.");
    const std::string folder = folder_ + "/backups/" + set_;
    const auto good = backup::verify(folder, backup::level::structure);
    if (!good) return good.error();
    say(good->faults.empty() ? "as written: hashes and structure are right" : "as written: DAMAGED");
    if (auto done = flip_a_bit(folder + "/media.tar"); !done) return done;
    const auto bad = backup::verify(folder, backup::level::structure);
    if (!bad) return bad.error();
    for (const backup::fault& f : bad->faults) say("one bit flipped: " + f.file + " " + f.why);
    if (!good->faults.empty() || bad->faults.empty()) return error(errc::failed, "verification", "was wrong");
    return {};
  }

  static result<void> flip_a_bit(const std::string& path) {
    const auto file = open_file(path, O_RDWR);
    if (!file) return file.error();
    char byte = 0;
    constexpr off_t somewhere = 700;
    if (::pread(file->get(), &byte, 1, somewhere) != 1) return system_error(errno, path);
    byte = static_cast<char>(byte ^ 4);
    if (::pwrite(file->get(), &byte, 1, somewhere) != 1) return system_error(errno, path);
    return {};
  }

  result<void> rotate() {
    title("Which backups may go? Three years of one a night; last=3,daily=7,weekly=4,monthly=12,yearly=3.");
    const std::vector<rotation::backup> nightly = three_years();
    const auto keep = rotation::parse_policy("last=3,daily=7,weekly=4,monthly=12,yearly=3");
    if (!keep) return error(keep.error(), "policy", "last=3,daily=7,weekly=4,monthly=12,yearly=3");
    const auto made = rotation::plan(nightly, *keep, today(), time::zone::utc());
    rotation::explainer each(nightly, *keep, made, today(), time::zone::utc());
    std::size_t removed = 0;
    for (rotation::explanation e; each.next(e);) {
      if (!e.keep && removed++ >= 3) continue;
      const std::string word = e.keep ? "keep    " : "remove  ";
      say(word + std::string(nightly[e.backup].name) + "  " + rotation::to_text(e, *keep, time::zone::utc()));
    }
    say("remove  " + std::to_string(removed - 3) + " more, each for a reason like these");
    say("Of " + std::to_string(nightly.size()) + " backups " + std::to_string(nightly.size() - removed) + " stay.");
    return {};
  }

  // One a night, the last of which came out bad, and one that a wrong clock dated to the year 2027.
  std::vector<rotation::backup> three_years() {
    constexpr std::int64_t nights = 3 * 365;
    constexpr std::int64_t a_day = 86400;
    names_.reserve(nights + 1);
    std::vector<rotation::backup> out;
    const auto add = [&](time::instant at) {
      names_.push_back(time::to_compact(at));
      rotation::backup one;
      one.at = at;
      one.name = names_.back();
      out.push_back(one);
    };
    for (std::int64_t n = nights; n-- > 0;) add({today().seconds - n * a_day - a_day / 3, 0});
    out.back().state = rotation::state::unverified;
    add(time::from_civil({2027, 1, 1, 4, 0, 0, 0}));
    return out;
  }

  result<void> watch_the_service() {
    title("Is the service well? One that needs a moment after its start, on the loopback address.");
    auto service = demo_service::start(3);
    if (!service) return service.error();
    const std::string address = "http://127.0.0.1:" + std::to_string(service->port()) + "/healthcheck/";
    health::patience p;
    p.total = 4 * second;
    p.pid = service->pid();
    const auto told = [&](const health::verdict& v, int attempt, std::int64_t) {
      say("attempt " + std::to_string(attempt) + ": " + std::string(health::to_string(v.state)) + " (" +
          std::string(v.reason) + ", status " + std::to_string(v.answer.message.status) + ")");
    };
    const auto end = health::wait(address, {}, p, told);
    if (!end) return end.error();
    if (end->last.state == health::state::healthy) return {};
    return error(errc::failed, "health check", std::string(end->last.reason));
  }

  context& c_;
  const std::string& folder_;
  std::string data_;
  std::string set_;
  std::vector<feed::release> releases_;
  std::vector<std::string> names_;
  update::policy rules_{version::scheme::calver};
  bool has_database_ = false;
  int step_ = 0;
  std::string told_;
  json::writer json_{told_};
};

}  // namespace detail

inline int demo(const arguments&, context& c) {
  const auto folder = detail::scratch::make(std::string(variable(c, "TMPDIR").value_or("/tmp")));
  if (!folder) return fail(c, folder.error());
  if (auto done = detail::round(c, folder->path()).walk(); !done) return fail(c, done.error());
  if (c.json) return 0;
  c.out << "\nThe whole round went well, and nothing of it is left. Each step has a command: maintkit --help\n";
  return 0;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_DEMO_HPP
