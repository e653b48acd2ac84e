#include "tpch/store/reachability.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdlib>
#include <string>

#include "tpch/base/file_descriptor.h"

namespace tpch {
namespace {

using testing::HasSubstr;

class ReachabilityTest : public testing::Test {
 protected:
  // The machine may have a proxy.
  void SetUp() override {
    for (const char* name :
         {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
      ::unsetenv(name);
    }
  }
};

TEST_F(ReachabilityTest, PortThatListensIsReached) {
  const FileDescriptor listener(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  ASSERT_EQ(::bind(listener.value(), reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(::listen(listener.value(), 1), 0);
  ::getsockname(listener.value(), reinterpret_cast<sockaddr*>(&address), &size);
  const std::string port = std::to_string(::ntohs(address.sin_port));
  EXPECT_TRUE(CheckReachable("127.0.0.1:" + port, "1").ok());
  EXPECT_TRUE(CheckReachable("127.0.0.1", port).ok());
}

TEST_F(ReachabilityTest, ClosedPortIsNamed) {
  EXPECT_THAT(CheckReachable("127.0.0.1:1", "443").message(),
              HasSubstr("cannot connect to 127.0.0.1:1"));
  EXPECT_THAT(CheckReachable("[::1]:1", "443").message(), HasSubstr("cannot connect to ::1:1"));
}

TEST_F(ReachabilityTest, UnknownHostIsNamed) {
  EXPECT_THAT(CheckReachable("store.invalid", "443").message(),
              HasSubstr("cannot resolve the host 'store.invalid'"));
}

TEST_F(ReachabilityTest, ProxyAloneCanTell) {
  ::setenv("https_proxy", "http://127.0.0.1:1", 1);
  EXPECT_TRUE(CheckReachable("store.invalid", "443").ok());
  ::unsetenv("https_proxy");
}

}  // namespace
}  // namespace tpch
