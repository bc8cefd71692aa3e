/* The channel, and what a session begins with. */
module.exports = {
  initialState: { step: "", box: "", address: "", told: false },
  channels: {
    messenger: {
      enabled: true,
      path: "/webhooks/messenger",
      sync: true,
      accessToken: process.env.MESSENGER_ACCESS_TOKEN,
      appSecret: process.env.MESSENGER_APP_SECRET,
      verifyToken: process.env.MESSENGER_VERIFY_TOKEN,
      origin: process.env.MESSENGER_ORIGIN
    }
  }
}
