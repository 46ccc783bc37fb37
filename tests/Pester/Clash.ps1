# Run in a process of its own by Import.Tests.ps1, with $StandIn, $Folder and $ModulePath set: a library that clashes
# with one of ours is in the default load context before our module is. Says where it went, then does what needs each
# of our libraries, and says from where that one was taken.
$clash = [Reflection.Assembly]::LoadFrom($StandIn)
[Runtime.Loader.AssemblyLoadContext]::GetLoadContext($clash).Name.ToLowerInvariant()

Import-Module "$ModulePath/EnterpriseSecurity.psd1"
$null = Initialize-SecurityStore (Join-Path $Folder store) -KeyFile (Join-Path $Folder key)
$null = Protect-Secret db 'correct horse'
Unprotect-Secret db -AsPlainText
Disconnect-SecurityStore

$key = [EnterpriseSecurity.Ssh.SshPrivateKey]::Generate('Ed25519')
$key.Algorithm
$key.Dispose()
$blake = [EnterpriseSecurity.Cryptography.Hashing]::Compute([EnterpriseSecurity.Cryptography.HashKind]::Blake2b, [IO.Stream] [IO.MemoryStream]::new([byte[]] (97, 98, 99)))
[Convert]::ToHexStringLower($blake).Substring(0, 16)

$used = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic -and $_.GetName().Name -eq $clash.GetName().Name -and $_ -ne $clash }
[Runtime.Loader.AssemblyLoadContext]::GetLoadContext($used).Name
$used.Location -eq (Join-Path $ModulePath 'lib' "$($clash.GetName().Name).dll")
