# What the examples of the managed keys take for granted. It runs in the example's empty folder, with a store connected.

$null = New-ManagedKey api ApiToken -Scope ReadWrite -Tag @{ team = 'data' } -ExpiresIn 20d
$null = New-ManagedKey signing Ecdsa
'webhook-github', 'webhook-jira' | New-ManagedKey -Type Hmac -Scope ReadWrite | Out-Null
$null = New-ManagedKey old-api ApiToken
Revoke-ManagedKey old-api -Reason 'replaced by api' -Force

# Types a passphrase, or the token of 'api' as its client shows it.
function Read-Host {
    param([string] $Prompt, [switch] $AsSecureString)
    $typed = $Prompt -eq 'Token' ? (Export-ManagedKey api -AsPlainText) : 'Cobalt-River-41-Lantern'
    $secret = [securestring]::new()
    foreach ($character in $typed.ToCharArray()) { $secret.AppendChar($character) }
    return $secret
}
