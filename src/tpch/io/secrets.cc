#include "tpch/io/secrets.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace tpch {
namespace {

constexpr size_t kMinLength = 4;

constexpr const char* kVariables[] = {"AWS_SECRET_ACCESS_KEY",
                                      "AWS_SECRET_KEY",
                                      "AWS_SESSION_TOKEN",
                                      "AWS_SECURITY_TOKEN",
                                      "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                                      "AZURE_STORAGE_KEY",
                                      "AZURE_STORAGE_SAS_TOKEN",
                                      "AZURE_STORAGE_CONNECTION_STRING",
                                      "AZURE_CLIENT_SECRET",
                                      "AZURE_CLIENT_CERTIFICATE_PASSWORD",
                                      "AZURE_PASSWORD",
                                      "CLOUDSDK_AUTH_ACCESS_TOKEN",
                                      "GOOGLE_OAUTH_ACCESS_TOKEN"};

// The parts of a connection string that contain secrets.
constexpr std::string_view kSecretParts[] = {"AccountKey=", "SharedAccessSignature="};

void AddPartsOf(std::string_view value, std::vector<std::string>* secrets) {
  for (const std::string_view part : kSecretParts) {
    const size_t begin = value.find(part);
    if (begin == std::string_view::npos) continue;
    const std::string_view rest = value.substr(begin + part.size());
    secrets->emplace_back(rest.substr(0, rest.find(';')));
  }
}

}  // namespace

std::vector<std::string> SecretsOfEnvironment() {
  std::vector<std::string> secrets;
  for (const char* name : kVariables) {
    const char* const value = std::getenv(name);
    if (value == nullptr) continue;
    secrets.emplace_back(value);
    AddPartsOf(value, &secrets);
  }
  return secrets;
}

std::string HideWords(std::string text, std::span<const std::string> secrets) {
  constexpr std::string_view kHidden = "***";
  for (const std::string& secret : secrets) {
    if (secret.size() < kMinLength) continue;
    for (size_t at = 0; (at = text.find(secret, at)) != std::string::npos; at += kHidden.size()) {
      text.replace(at, secret.size(), kHidden);
    }
  }
  return text;
}

}  // namespace tpch
