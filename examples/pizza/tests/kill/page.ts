/** The page of the test; its secrets guard nothing. */
export const page = {
  id: "104200000000001",
  appId: "204200000000001",
  token: "local-page-token",
  appSecret: "local-app-secret",
  verifyToken: "local-verify-token"
} as const
