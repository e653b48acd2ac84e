// Loaded into Azurite. If a chunked answer arrives in one piece with "100 Continue", Azure's client
// mistakes it for a broken connection and retries after seconds. Requests without a body need none.
const { ServerResponse } = require("http");

const { writeContinue } = ServerResponse.prototype;
ServerResponse.prototype.writeContinue = function (...args) {
  if (this.req.headers["content-length"] !== "0") writeContinue.apply(this, args);
};
