// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Running another program: exact arguments, no shell, nothing on its standard input, an end by a deadline, and what it
// has to say kept within a bound.
//
//   detail::command c;
//   c.argv = {"sqlite3", "file:x.db?mode=ro", "PRAGMA integrity_check"};
//   auto done = detail::run(c);
//   if (done && done->success()) use(done->out);
#ifndef MAINTKIT_DETAIL_PROCESS_HPP
#define MAINTKIT_DETAIL_PROCESS_HPP

#include <maintkit/detail/deadline.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

struct command {
  std::vector<std::string> argv;                   // a program without '/' is looked for in the PATH of `environment`
  std::vector<std::string> environment;            // "NAME=value"; nothing is inherited
  std::string directory;                           // where it runs; empty: here
  std::int64_t deadline = 0;                       // nanoseconds from its start; 0: none
  std::size_t most_output = std::size_t{1} << 20;  // bytes kept of each stream; the rest is read and dropped
  int output = -1;                                 // its standard output goes to this descriptor instead of being kept
};

struct outcome {
  int exit_code = -1;  // -1: ended by a signal
  int signal = 0;
  bool timed_out = false;  // the deadline passed: the process group was told to end, and killed if it did not
  bool cut = false;        // it wrote more than `most_output`
  std::string out;
  std::string err;

  bool success() const { return exit_code == 0; }
};

// Runs it to its end. An error means that it could not be started; how it went is in the outcome. It leads a process
// group of its own, has /dev/null as its input, and no other descriptor of ours.
result<outcome> run(const command& what);

// "exit status 1: first line it wrote to standard error", "ended by signal 9", "took longer than …": for messages.
// The first line that is not empty: what follows may be no more than a caret below the place.
std::string to_string(const outcome& how);

// The file that a program's name stands for: itself if it has a '/', else the first executable in PATH's directories.
result<std::string> find_program(const std::string& name, std::string_view path);

// The value of NAME in a list of "NAME=value", or empty.
std::string_view environment_value(const std::vector<std::string>& environment, std::string_view name);

// ---------------------------------------------------------------------------------------------------------------------

// What an administrator's programs are found in when the environment says nothing.
inline constexpr std::string_view default_path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

inline std::string_view environment_value(const std::vector<std::string>& environment, std::string_view name) {
  for (const std::string_view line : environment) {
    if (line.size() > name.size() && line[name.size()] == '=' && line.substr(0, name.size()) == name) {
      return line.substr(name.size() + 1);
    }
  }
  return {};
}

inline result<std::string> find_program(const std::string& name, std::string_view path) {
  if (name.find('/') != std::string::npos) return name;
  if (path.empty()) path = default_path;
  while (!path.empty()) {
    const std::size_t colon = path.find(':');
    const std::string file = std::string(path.substr(0, colon)) + '/' + name;
    // An empty entry means the working directory to a shell; a program is never looked for there.
    struct stat about = {};
    if (file[0] == '/' && !name.empty() && ::stat(file.c_str(), &about) == 0 && S_ISREG(about.st_mode) &&
        ::access(file.c_str(), X_OK) == 0) {
      return file;
    }
    path.remove_prefix(colon == std::string_view::npos ? path.size() : colon + 1);
  }
  return error(errc::missing, name, "this program is not installed");
}

// Both ends close on exec. fcntl() after pipe() leaves a moment in which another thread's child could inherit them:
// pipe2() is not in POSIX.1-2017, and our own children close all they do not need.
inline result<void> make_pipe(unique_fd& read_end, unique_fd& write_end) {
  int ends[2] = {-1, -1};
  if (::pipe(ends) != 0) return system_error(errno, "pipe");
  read_end.reset(ends[0]);
  write_end.reset(ends[1]);
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  return {};
}

// All that the child needs, prepared before the fork: between fork and exec only async-signal-safe calls are allowed.
struct launch {
  std::string program;
  std::vector<char*> argv, environment;
  const char* directory = nullptr;
  unique_fd null;
  unique_fd out, out_write, err, err_write, failure, failure_write;
};

inline std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> out;
  out.reserve(words.size() + 1);
  for (const std::string& word : words) out.push_back(const_cast<char*>(word.c_str()));
  out.push_back(nullptr);
  return out;
}

inline result<void> prepare(const command& what, launch& l) {
  if (what.argv.empty()) return error(errc::invalid, "command", "has no words");
  for (const auto* words : {&what.argv, &what.environment}) {
    for (const std::string& word : *words) {
      if (word.find('\0') != std::string::npos) return error(errc::invalid, what.argv[0], "an argument has a NUL byte");
    }
  }
  auto program = find_program(what.argv[0], environment_value(what.environment, "PATH"));
  if (!program) return program.error();
  l.program = std::move(*program);
  l.argv = pointers(what.argv);
  l.environment = pointers(what.environment);
  l.directory = what.directory.empty() ? nullptr : what.directory.c_str();
  auto null = open_file("/dev/null", O_RDWR);
  if (!null) return null.error();
  l.null = std::move(*null);
  if (auto made = make_pipe(l.out, l.out_write); !made) return made;
  if (auto made = make_pipe(l.err, l.err_write); !made) return made;
  return make_pipe(l.failure, l.failure_write);
}

// Closes everything from `first` on.
inline void close_from(int first) {
#if defined(__linux__) && defined(SYS_close_range)
  if (::syscall(SYS_close_range, static_cast<unsigned>(first), ~0u, 0u) == 0) return;
#endif
  const long open_max = ::sysconf(_SC_OPEN_MAX);  // in a container this may be a thousand million
  const int last = open_max < 0 || open_max > 65536 ? 65536 : static_cast<int>(open_max);
  for (int descriptor = first; descriptor < last; ++descriptor) ::close(descriptor);
}

// The child's half. Reports errno through the failure pipe if the program can't be started.
[[noreturn]] inline void become(const launch& l, int output) {
  const auto stop = [](int report) {
    const int number = errno;
    (void)!::write(report, &number, sizeof number);
    ::_exit(127);
  };
  ::setpgid(0, 0);
  struct sigaction plain = {};
  plain.sa_handler = SIG_DFL;
  for (const int signal : {SIGPIPE, SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGCHLD}) ::sigaction(signal, &plain, nullptr);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  // Copies above the places they go to, so that none is overwritten before it is used.
  const int report = ::fcntl(l.failure_write.get(), F_DUPFD_CLOEXEC, 10);
  const int sources[3] = {::fcntl(l.null.get(), F_DUPFD_CLOEXEC, 10),
                          ::fcntl(output >= 0 ? output : l.out_write.get(), F_DUPFD_CLOEXEC, 10),
                          ::fcntl(l.err_write.get(), F_DUPFD_CLOEXEC, 10)};
  for (int place = 0; place < 3; ++place) {
    if (::dup2(sources[place], place) < 0) stop(report);
  }
  if (::dup2(report, 3) < 0) stop(report);
  ::fcntl(3, F_SETFD, FD_CLOEXEC);
  close_from(4);
  if (l.directory != nullptr && ::chdir(l.directory) != 0) stop(3);
  ::execve(l.program.c_str(), l.argv.data(), l.environment.data());
  stop(3);
  ::_exit(127);
}

// Reads what is there into `kept`, up to `most` bytes; false at the stream's end.
inline bool drain(unique_fd& stream, std::string& kept, std::size_t most, bool& cut) {
  char piece[std::size_t{16} * 1024];
  const ssize_t n = ::read(stream.get(), piece, sizeof piece);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return errno == EINTR;
  if (n <= 0) {
    stream.reset();
    return false;
  }
  const std::size_t room = most - kept.size();
  const auto size = static_cast<std::size_t>(n);
  if (size > room) cut = true;
  kept.append(piece, size < room ? size : room);
  return true;
}

// Waits up to `milliseconds` for something to read, and reads what is there.
inline void listen(launch& l, const command& what, outcome& how, int milliseconds) {
  pollfd streams[2] = {{l.out.get(), POLLIN, 0}, {l.err.get(), POLLIN, 0}};
  if (::poll(streams, 2, milliseconds) <= 0) return;
  constexpr int turns = 64;  // 1 MiB: one that never stops talking must not keep us from the clock
  for (int i = 0; i < turns && streams[0].revents != 0; ++i) {
    if (!drain(l.out, how.out, what.most_output, how.cut)) break;
  }
  for (int i = 0; i < turns && streams[1].revents != 0; ++i) {
    if (!drain(l.err, how.err, what.most_output, how.cut)) break;
  }
}

// Until the child has ended. Its end is asked for in short steps: a stream that a grandchild keeps open, or closed
// before the end, says nothing about the child itself. False if the system will not tell how it ended.
inline bool watch(pid_t child, launch& l, const command& what, outcome& how) {
  constexpr std::int64_t grace = 2 * second;  // between SIGTERM and SIGKILL
  const std::int64_t start = ticks();
  std::int64_t limit = what.deadline;
  int pause = 1;
  int status = 0;
  for (;;) {
    const bool silent = !l.out && !l.err;
    listen(l, what, how, silent ? pause : 20);
    pause = pause < 20 ? pause * 2 : 20;
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) break;
    if (ended < 0 && errno != EINTR) return false;
    if (limit > 0 && ticks() - start >= limit) {
      ::kill(-child, how.timed_out ? SIGKILL : SIGTERM);
      how.timed_out = true;
      limit += grace;
    }
  }
  listen(l, what, how, 0);
  if (how.timed_out) ::kill(-child, SIGKILL);
  if (WIFEXITED(status)) how.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) how.signal = WTERMSIG(status);
  return true;
}

inline result<outcome> run(const command& what) {
  launch l;
  if (auto ready = prepare(what, l); !ready) return ready.error();
  const pid_t child = ::fork();
  if (child < 0) return system_error(errno, what.argv[0]);
  if (child == 0) become(l, what.output);
  ::setpgid(child, child);  // also here: whoever is first, the group is there before it is ever killed
  l.out_write.reset();
  l.err_write.reset();
  l.failure_write.reset();
  int number = 0;
  const auto told = read_some(l.failure.get(), reinterpret_cast<char*>(&number), sizeof number, what.argv[0]);
  if (told && *told == sizeof number) {
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    return system_error(number, l.directory == nullptr ? what.argv[0] : what.argv[0] + " in " + what.directory);
  }
  for (const int stream : {l.out.get(), l.err.get()}) ::fcntl(stream, F_SETFL, O_NONBLOCK);
  outcome how;
  if (!watch(child, l, what, how)) {
    return error(errc::failed, what.argv[0], "its exit status is lost: this process has SIGCHLD ignored");
  }
  return how;
}

inline std::string to_string(const outcome& how) {
  std::string text = "exit status " + std::to_string(how.exit_code);
  if (how.signal != 0) text = "ended by signal " + std::to_string(how.signal);
  if (how.timed_out) text = "took longer than its deadline";
  std::string_view rest = how.err;
  std::string_view line;
  while (line.empty() && !rest.empty()) line = trim(take_until(rest, '\n'));
  constexpr std::size_t longest = 300;
  if (!line.empty()) text += ": " + std::string(line.substr(0, longest));
  return text;
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_PROCESS_HPP
