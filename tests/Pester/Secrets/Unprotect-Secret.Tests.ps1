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

Describe 'Unprotect-Secret' {
    It 'opens by name, by id, by version and from the pipeline' {
        $made = Protect-Secret db 'one'
        $null = Update-ProtectedSecret db 'two'
        Unprotect-Secret -Id $made.Id -AsPlainText | Should -Be two
        Unprotect-Secret DB -Version 1 -AsPlainText | Should -Be one
        Get-ProtectedSecret db | Unprotect-Secret -AsPlainText | Should -Be two
        'db', 'none', 'db' | Unprotect-Secret -AsPlainText -ErrorAction SilentlyContinue | Should -Be two, two
    }

    It 'has an error of its own for <Case>' -ForEach @(
        @{ Case = 'an unknown name'; Splat = @{ Name = 'none' }; Id = 'SecretNotFound' }
        @{ Case = 'an unknown id'; Splat = @{ Id = 'none' }; Id = 'SecretNotFound' }
        @{ Case = 'an unknown version'; Splat = @{ Name = 'db'; Version = 99 }; Id = 'SecretVersionNotFound' }
    ) {
        { Unprotect-Secret @Splat -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Secrets.UnprotectSecretCommand"
    }

    It 'refuses an expired secret' {
        $null = Protect-Secret short 'x' -ExpiresIn 1s
        Start-Sleep -Seconds 1.2
        { Unprotect-Secret short -ErrorAction Stop } | Should -Throw -ErrorId 'SecretExpired,EnterpriseSecurity.Commands.Secrets.UnprotectSecretCommand'
    }

    It 'completes names as they are typed' {
        $null = Protect-Secret 'two words' 'x'
        (TabExpansion2 'Unprotect-Secret tw' 19).CompletionMatches.CompletionText | Should -Be "'two words'"
    }

    It 'gives text as it was stored with -AsStored, in tables too' {
        $null = Protect-Secret stored-plain 'text' -Force
        $null = Protect-Secret stored-secure (ConvertTo-SuiteSecret 'text') -Force
        $null = Protect-Secret stored-table @{ a = 'text'; b = ConvertTo-SuiteSecret 'text' } -Force
        Unprotect-Secret stored-plain -AsStored | Should -BeOfType ([string])
        Unprotect-Secret stored-secure -AsStored | Should -BeOfType ([securestring])
        $table = Unprotect-Secret stored-table -AsStored
        $table['a'] | Should -BeOfType ([string])
        $table['b'] | Should -BeOfType ([securestring])
        { Unprotect-Secret stored-plain -AsStored -AsPlainText } | Should -Throw -ErrorId 'ParametersConflict,*'
    }

    It 'says what to do about a text that no SecureString holds' {
        $null = Protect-Secret long ('x' * 70000)
        $null = Protect-Secret long-inside @{ text = 'x' * 70000 }
        { Unprotect-Secret long -ErrorAction Stop } | Should -Throw -ErrorId 'ValueUnusable,EnterpriseSecurity.Commands.Secrets.UnprotectSecretCommand' -ExpectedMessage '*-AsPlainText*'
        { Unprotect-Secret long-inside -ErrorAction Stop } | Should -Throw -ErrorId 'ValueUnusable,*'
        (Unprotect-Secret long -AsPlainText).Length | Should -Be 70000
    }
}
