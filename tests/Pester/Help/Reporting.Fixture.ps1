# What the examples of this domain take for granted.
$null = Protect-Secret -Name 'db-password' -Value 'example' -ExpiresIn 30d
