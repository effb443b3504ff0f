/** Fixed on purpose: the sandbox listens on this machine only and keeps nothing secret. */
export const BOT_TOKEN = 'xoxb-sandbox-northwind';
export const APP_TOKEN = 'xapp-sandbox-northwind';
export const SIGNING_SECRET = 'sandbox-signing-secret';
