BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Add-SshAuthorizedKey' {
    BeforeAll {
        $script:key = New-SshKeyPair k -Comment 'ann'
        $script:file = Join-Path $folder home .ssh authorized_keys
        $null = New-Item -ItemType Directory (Join-Path $folder home)
    }

    It 'adds a line that ssh-keygen reads, and each key once' {
        $added = Add-SshAuthorizedKey (Get-Content $key.PublicKeyPath) -Path $file
        $added.Fingerprint, $added.Comment | Should -Be $key.Fingerprint, ann
        $null = Add-SshAuthorizedKey -Name k -Path $file
        $null = $key | Add-SshAuthorizedKey -Path $file
        Get-Content $file | Should -HaveCount 1
        if (-not $IsWindows) { [IO.File]::GetUnixFileMode($file) | Should -Be ([IO.UnixFileMode] 'UserRead, UserWrite') }
        if (Get-Command ssh-keygen -ErrorAction Ignore) { ssh-keygen -l -f $file | Should -BeLike "*$($key.Fingerprint)*" }
        (Get-SecurityAudit -Action ssh_authorized_key_added) | Should -Not -BeNullOrEmpty
    }

    It 'writes options, and replaces them with -Force only' {
        $line = (Add-SshAuthorizedKey -Name k -Path $file -From '10.0.0.0/8', '!10.1.0.0/16' -Command 'say "hi"' -Restrict).Option
        $line | Should -BeNullOrEmpty
        $options = (Add-SshAuthorizedKey -Name k -Path $file -From '10.0.0.0/8', '!10.1.0.0/16' -Command 'say "hi"' -Restrict -Force).Option
        $options | Should -Be 'restrict', 'from="10.0.0.0/8,!10.1.0.0/16"', 'command="say \"hi\""'
        Get-Content $file | Should -HaveCount 1
    }

    It 'takes a piped key for the file of this account, and leaves the key''s own file as it is' -Skip:$IsWindows {
        $own = New-SshKeyPair -Path (Join-Path $folder id_own)
        $text = Get-Content $own.Path -Raw
        $before = $env:HOME
        $env:HOME = (New-Item -ItemType Directory (Join-Path $folder account)).FullName
        try {
            $authorized = Join-Path $env:HOME .ssh authorized_keys
            ($own | Add-SshAuthorizedKey).Path | Should -Be $authorized
            ($own | Update-SshKeyPair | Add-SshAuthorizedKey).Path | Should -Be $authorized
            Get-Content $authorized | Should -HaveCount 2
        }
        finally { $env:HOME = $before }
        Get-Content $own.Path -Raw | Should -Not -Match 'ssh-ed25519'
        Get-Content "$($own.Path).backup.*Z" -Raw | Should -Be $text
    }

    It 'writes nothing with -WhatIf' {
        Add-SshAuthorizedKey -Name k -Path (Join-Path $folder home never) -WhatIf
        Join-Path $folder home never | Should -Not -Exist
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'what is no key'; With = @{ PublicKey = 'ssh-ed25519 nonsense' }; Id = 'SshKeyMalformed' }
        @{ Case = 'an option that sshd does not know'; With = @{ Name = 'k'; Option = 'no-such-thing' }; Id = 'SshAuthorizedKeyOptionInvalid' }
        @{ Case = 'a key that is not there'; With = @{ Name = 'none' }; Id = 'SshKeyNotFound' }
    ) {
        { Add-SshAuthorizedKey @With -Path $file -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
    }
}
