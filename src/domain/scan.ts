/** Steps that could open an account to the wrong person. */
export const touchesAccess = (text: string): boolean =>
  /\b(password|passcode|mfa|2fa|two-factor|authenticator|sign-in method|unlock|mailbox|permission|access right|shared folder)/i.test(
    text,
  );

/** Steps that interrupt the customer or lose something. */
export const isDisruptive = (text: string): boolean =>
  /\b(reset|reinstall|re-install|uninstall|format|wipe|erase|delete|remove|factory|clear (all|the)|re-?image)/i.test(
    text,
  );
