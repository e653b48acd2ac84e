// Loaded into Azurite. Azure's client takes an answer in chunks for a broken connection, and retries
// after seconds, if it comes in one piece with "100 Continue". A request without a body needs none.
const { ServerResponse } = require("http");

const { writeContinue } = ServerResponse.prototype;
ServerResponse.prototype.writeContinue = function (...args) {
  if (this.req.headers["content-length"] !== "0") writeContinue.apply(this, args);
};
