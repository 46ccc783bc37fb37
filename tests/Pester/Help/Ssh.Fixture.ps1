# What the examples of the SSH cmdlets take for granted: key files, managed keys, a secret and an agent.
# Dot-source it in an empty folder, with an empty store connected.

# What is typed: one passphrase for everything.
function Read-Host {
    param([string] $Prompt, [switch] $AsSecureString)
    $answer = 'correct horse battery staple'
    if ($AsSecureString) { ConvertTo-SecureString $answer -AsPlainText -Force } else { $answer }
}

# Programs that the examples call: they reach no server, and say what they were told.
function ssh {
    if ($args[0] -ne '-i' -or -not (Test-Path -LiteralPath $args[1])) { throw "ssh has no key file: $args" }
    "ssh $args"
}
function git { "git $args" }

# Starts an agent that ends with this process, once, where there is ssh-agent; without one, the examples of the agent's cmdlets fail.
function Start-HelpAgent {
    $socket = Join-Path ([IO.Path]::GetTempPath()) "es-help-agent-$PID"
    if (-not (Test-Path -LiteralPath $socket) -and (Get-Command ssh-agent -ErrorAction Ignore)) {
        $start = [Diagnostics.ProcessStartInfo]::new('ssh-agent')
        '-a', $socket, 'sh', '-c', "while kill -0 $PID 2>/dev/null; do sleep 1; done" | ForEach-Object { $start.ArgumentList.Add($_) }
        $null = [Diagnostics.Process]::Start($start)
        for ($i = 0; $i -lt 100 -and -not (Test-Path -LiteralPath $socket); $i++) { Start-Sleep -Milliseconds 50 }
    }
    $env:SSH_AUTH_SOCK = $socket
}

# Files, made once beside the examples' folders, which go at the end, and copied for each example: OpenSSH's and PuTTY's
# keys, a colleague's public key and certificate, an authorized_keys file, and a release with its signature.
function Copy-HelpKeyFile {
    $cache = Join-Path (Split-Path (Split-Path $PWD)) ssh
    if (-not (Test-Path -LiteralPath (Join-Path $cache done))) {
        $passphrase = Read-Host -AsSecureString
        $null = New-Item -ItemType Directory -Path $cache, (Join-Path $cache old-keys), (Join-Path $cache dist) -Force
        Push-Location -LiteralPath $cache
        try {
            $null = New-SshKeyPair -Path ./id_ed25519 -Comment 'ann@test'
            $null = New-SshKeyPair -Path ./id_ops -Comment 'ops@example.com' -Passphrase $passphrase -Round 1
            $null = New-SshKeyPair -Path ./user_ca -Comment 'user CA'
            $null = New-SshKeyPair -Path ./ssh_host_ed25519_key -Comment 'root@web01'
            $null = New-SshKeyPair -Path ./old-keys/legacy -KeyType Ecdsa256 -Comment 'old job'
            $null = New-SshKeyPair -Path ./ann -Comment 'ann@laptop'
            $null = New-SshCertificate -Path ./ann.pub -AuthorityPath ./user_ca -Principal deploy -ExpiresIn 8h -KeyId 'ann, ticket 4711'
            $null = Convert-SshKey -Path ./id_ed25519 -Destination ./putty.ppk -Format Ppk -NewPassphrase $passphrase
            Remove-Item ./ann, ./ssh_host_ed25519_key, ./putty.ppk.pub
            $null = New-SshKeyPair -Path ./rsa -KeyType Rsa2048 -Comment '' | Add-SshAuthorizedKey -Path ./authorized_keys
            $null = Add-SshAuthorizedKey -PublicKeyPath ./id_ed25519.pub -Path ./authorized_keys
            $null = Add-SshAuthorizedKey -PublicKeyPath ./ann.pub -Path ./authorized_keys -Restrict -Option pty
            Remove-Item ./rsa, ./rsa.pub, ./*.lock
            $null = New-SshKeyPair -Path ./release_key -Comment release
            Set-Content ./release.tar.gz, ./app.tar.gz 'the release'
            Set-Content ./dist/app.zip, ./dist/app.tar.gz 'a part of the release'
            Set-Content ./done ''
        }
        finally { Pop-Location }
    }
    Get-ChildItem -LiteralPath $cache -Exclude done | Copy-Item -Destination . -Recurse
}

$ConfirmPreference = 'None'
Start-HelpAgent
Copy-HelpKeyFile

# Keys and a secret of the store. The authority and the release key are those of the files.
$null = New-SshKeyPair deploy -Comment 'deploy@example.com'
$null = New-SshKeyPair ops -Comment 'ops@example.com' -Passphrase (Read-Host -AsSecureString) -Round 1
$null = Import-SshKey user-ca -Path ./user_ca
$null = Import-SshKey release -Path ./release_key
$null = Protect-Secret ci-deploy-key (Get-Content ./id_ed25519 -Raw)
$null = Add-SshAuthorizedKey -Name deploy -Path ./authorized_keys
$null = New-SshSignature release ./release.tar.gz
Set-Content ./allowed_signers "release@example.com namespaces=`"file`" $(Export-SshPublicKey release)"
Remove-Item ./release_key, ./*.lock
if (Test-Path -LiteralPath $env:SSH_AUTH_SOCK) {
    Remove-SshAgentKey -All -Force
    Add-SshAgentKey -Path ./user_ca
}
