# What the examples of the token cmdlets take for granted: signing keys, a key in files, a key set, and tokens.
# Dot-source it in an empty folder, with an empty store connected.

# What is typed: a shared secret that is long enough for HS256.
function Read-Host {
    param([string] $Prompt, [switch] $AsSecureString)
    $answer = 'for examples alone: 32 bytes or more'
    if ($AsSecureString) { ConvertTo-SecureString $answer -AsPlainText -Force } else { $answer }
}

# A web service that publishes its key set, and answers everything else.
function Invoke-RestMethod {
    param([string] $Uri, $Headers)
    if ($Uri -like '*/jwks.json') { return Get-Content ./jwks.json -Raw | ConvertFrom-Json }
    if ("$($Headers.Authorization)" -notlike 'Bearer *.*.*') { throw 'There is no token.' }
    [pscustomobject]@{ status = 'ok' }
}

$ConfirmPreference = 'None'
$null = New-JwtSigningKey api
$null = New-JwtSigningKey internal -Algorithm HS256

# A service elsewhere: its private and public key, its key set, and tokens of it.
$key = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve]::CreateFromFriendlyName('nistP256'))
Set-Content ./signing.pem $key.ExportPkcs8PrivateKeyPem()
Set-Content ./signing.pub.pem $key.ExportSubjectPublicKeyInfoPem()
$key.Dispose()
$null = Export-JwtKeySet -Path ./jwks.json
New-Jwt ann -SigningKey api -Issuer https://login.example.com -Audience https://api.example.com | Set-Content ./token.txt
'ann', 'bob' | New-Jwt -SigningKey api -Issuer https://login.example.com | Set-Content ./tokens.txt
