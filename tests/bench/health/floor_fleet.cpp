// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The least that asking many services at once can cost: one epoll, 64 connections under way, one digit looked at.
//
//   floor_fleet PORT COUNT
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int, char** argv) {
  static const char request[] = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
  int left = atoi(argv[2]);
  int active = 0;
  int bad = 0;
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(static_cast<unsigned short>(atoi(argv[1])));
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int epoll = epoll_create1(0);
  epoll_event events[64];
  while (left > 0 || active > 0) {
    for (; left > 0 && active < 64; --left, ++active) {
      const int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
      connect(s, reinterpret_cast<sockaddr*>(&at), sizeof at);
      epoll_event e{};
      e.events = EPOLLOUT;
      e.data.fd = s;
      epoll_ctl(epoll, EPOLL_CTL_ADD, s, &e);
    }
    const int n = epoll_wait(epoll, events, 64, 10000);
    for (int i = 0; i < n; ++i) {
      const int s = events[i].data.fd;
      if ((events[i].events & EPOLLOUT) != 0) {
        if (write(s, request, sizeof request - 1) < 0) ++bad;
        epoll_event e{};
        e.events = EPOLLIN;
        e.data.fd = s;
        epoll_ctl(epoll, EPOLL_CTL_MOD, s, &e);
        continue;
      }
      char text[4096];
      const ssize_t got = read(s, text, sizeof text);
      if (got < 12 || text[9] != '2') ++bad;
      close(s);
      --active;
    }
  }
  printf("%d bad\n", bad);
  return bad == 0 ? 0 : 1;
}
