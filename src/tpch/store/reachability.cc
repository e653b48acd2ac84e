#include "tpch/store/reachability.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "tpch/base/file_descriptor.h"

namespace tpch {
namespace {

// Timeout for each address.
constexpr int kConnectTimeoutMs = 4000;
constexpr int kMaxAddresses = 3;

bool HasProxy() {
  for (const char* name :
       {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != '\0') return true;
  }
  return false;
}

struct Host {
  std::string name;
  std::string port;
};

Host SplitAuthority(const std::string& authority, const std::string& default_port) {
  const size_t bracket = authority.find(']');
  const size_t colon = authority.find(':', bracket == std::string::npos ? 0 : bracket);
  Host host{authority.substr(0, colon), default_port};
  if (colon != std::string::npos) host.port = authority.substr(colon + 1);
  if (bracket != std::string::npos) host.name = authority.substr(1, bracket - 1);
  return host;
}

// Returns 0 if the address accepts a connection, otherwise an errno value.
int TryConnect(const addrinfo& address) {
  const FileDescriptor connection(
      ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!connection.is_open()) return errno;
  int error_number =
      ::connect(connection.value(), address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
  if (error_number == EINPROGRESS) {
    pollfd poll{connection.value(), POLLOUT, 0};
    socklen_t size = sizeof(error_number);
    if (::poll(&poll, 1, kConnectTimeoutMs) <= 0) {
      error_number = ETIMEDOUT;
    } else {
      ::getsockopt(connection.value(), SOL_SOCKET, SO_ERROR, &error_number, &size);
    }
  }
  return error_number;
}

}  // namespace

arrow::Status CheckReachable(const std::string& authority, const std::string& default_port) {
  if (HasProxy()) return arrow::Status::OK();
  const Host host = SplitAuthority(authority, default_port);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int failure = ::getaddrinfo(host.name.c_str(), host.port.c_str(), &hints, &found);
  if (failure != 0) {
    return arrow::Status::IOError("cannot resolve the host '", host.name,
                                  "': ", ::gai_strerror(failure));
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, ::freeaddrinfo);
  int error_number = 0;
  int num_tried = 0;
  for (const addrinfo* address = found; address != nullptr && num_tried < kMaxAddresses;
       address = address->ai_next, ++num_tried) {
    error_number = TryConnect(*address);
    if (error_number == 0) return arrow::Status::OK();
  }
  return arrow::Status::IOError("cannot connect to ", host.name, ":", host.port, ": ",
                                std::strerror(error_number));
}

}  // namespace tpch
