// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The least that asking over HTTP can cost: connect, send, receive, look at one digit. No limits, no rules.
//
//   floor PORT PATH
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int, char** argv) {
  char text[4096];
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(static_cast<unsigned short>(atoi(argv[1])));
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int s = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(s, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0) return 3;
  const int n = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", argv[2]);
  if (write(s, text, static_cast<size_t>(n)) != n) return 3;
  const ssize_t got = read(s, text, sizeof text);
  return got > 12 && memcmp(text, "HTTP/1.", 7) == 0 && text[9] == '2' ? 0 : 1;
}
