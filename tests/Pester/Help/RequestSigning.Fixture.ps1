# What the examples for signed requests take for granted: the secret that both sides hold.
$null = Protect-Secret partner-hmac '0123456789abcdef0123456789abcdef-example'
