# What the examples of the password cmdlets take for granted. It runs in the example's empty folder, with a store connected.

# A password is typed in where an example asks for one.
function Read-Host {
    param([string] $Prompt, [switch] $AsSecureString)
    $typed = 'Cobalt-River-41-Lantern'
    if (-not $AsSecureString) { return $typed }
    $secret = [securestring]::new()
    foreach ($character in $typed.ToCharArray()) { $secret.AppendChar($character) }
    return $secret
}

Set-Content ./new-users.csv @('UserId,Department', 'jane,Sales', 'tom,Support')
Set-Content ./legacy-users.csv @('UserId,Password', 'jane,Summer-Rain-2019', 'tom,Winter-Snow-2020')

# Of the users' hashes, tom's is of the password that is typed in. bcrypt at a low cost, as an old program left it.
$typed = Read-Host -AsSecureString 'Password'
[pscustomobject]@{ UserId = 'jane'; Hash = ConvertTo-PasswordHash 'Summer-Rain-2019' -Algorithm Bcrypt -Cost 10 },
[pscustomobject]@{ UserId = 'tom'; Hash = ConvertTo-PasswordHash $typed -Algorithm Bcrypt -Cost 10 } | Export-Csv ./users.csv
# A Django hash of the password that is typed in, with fewer rounds than are asked for today.
$salt = 'oldsalt'
$bytes = [Net.NetworkCredential]::new('', $typed).Password
$digest = [Security.Cryptography.Rfc2898DeriveBytes]::Pbkdf2($bytes, [Text.Encoding]::UTF8.GetBytes($salt), 20000, 'SHA256', 32)
Set-Content ./admin.hash "pbkdf2_sha256`$20000`$$salt`$$([Convert]::ToBase64String($digest))"

# A list of breached passwords in the published form, and a secret that is in it.
$lines = '123456', 'password', 'P@ssw0rd', 'Summer2024!', 'qwertyuiop' | ForEach-Object {
    [Convert]::ToHexString([Security.Cryptography.SHA1]::HashData([Text.Encoding]::UTF8.GetBytes($_))) + ":$($_.Length * 7)"
}
Set-Content ./pwned-passwords-sha1-ordered-by-hash.txt ($lines | Sort-Object)
$null = Protect-Secret -Name printer-admin -Value 'Summer2024!'
$null = Protect-Secret -Name db-password -Value (New-Password)
