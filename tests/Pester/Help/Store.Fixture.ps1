# What the examples of the store's cmdlets take for granted. Where they read from the user, the user types this.
function Read-Host {
    param([string] $Prompt, [switch] $AsSecureString)
    if (-not $AsSecureString) { return 'example' }
    ConvertTo-SecureString 'correct horse battery staple' -AsPlainText -Force
}
