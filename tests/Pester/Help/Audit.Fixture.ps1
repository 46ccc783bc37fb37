# What the examples for the audit trail take for granted: something was done.
$null = Protect-Secret db-password 'example-password'
$null = Unprotect-Secret db-password
