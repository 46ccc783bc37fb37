BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $script:good = 'Zt7#vLq9-Rm'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Test-PasswordPolicy' {
    It 'needs no store, and writes one boolean for each password' {
        Disconnect-SecurityStore
        Test-PasswordPolicy $good | Should -BeTrue
        Test-PasswordPolicy -Password (ConvertTo-SuiteSecret $good) | Should -BeTrue
        $good, 'srtvq' | Test-PasswordPolicy | Should -Be $true, $false
        [pscredential]::new('jane', (ConvertTo-SuiteSecret $good)) | Test-PasswordPolicy | Should -BeTrue
        [pscustomobject]@{ Password = ConvertTo-SuiteSecret 'Xjane#77Ywq'; UserId = 'jane' } | Test-PasswordPolicy | Should -BeFalse
    }

    It 'names every broken rule with -Detailed' {
        $result = Test-PasswordPolicy srtvq -Detailed
        $result.IsValid | Should -BeFalse
        $result.Violations.Rule | Should -Be 'MinLength', 'Uppercase', 'Digit', 'Symbol'
        $result.Violations[0].Message | Should -BeExactly 'The password must have at least 8 characters.'
        ($result | Out-String) | Should -Match 'Uppercase: The password must have a capital letter\.'
        (Test-PasswordPolicy $good -Detailed).Violations | Should -BeNullOrEmpty
    }

    It 'takes each rule in place of the policy''s' {
        Test-PasswordPolicy $good -MinLength 12 | Should -BeFalse
        Test-PasswordPolicy $good -MaxLength 10 | Should -BeFalse
        Test-PasswordPolicy 'zt7#vlq9-rm' -RequireUppercase $false | Should -BeTrue
        Test-PasswordPolicy 'ZT7#VLQ9-RM' -RequireLowercase $false | Should -BeTrue
        Test-PasswordPolicy 'Ztx#vLqw-Rm' -RequireDigit $false | Should -BeTrue
        Test-PasswordPolicy 'Zt7evLq9eRm' -RequireSymbol $false | Should -BeTrue
        Test-PasswordPolicy 'Zt7#vLqq9-Rm' -MaxRepeatedCharacters 1 | Should -BeFalse
        Test-PasswordPolicy 'Zt7#vLqqqqqq9-Rm' -MaxRepeatedCharacters 0 | Should -BeTrue
        Test-PasswordPolicy 'P@ssw0rd' -DisallowCommonPasswords $false | Should -BeTrue
        Test-PasswordPolicy 'Summer#2024' -MinStrengthScore 6 | Should -BeFalse
        Test-PasswordPolicy 'XContoso#77' -UserInput contoso, berlin | Should -BeFalse
        Test-PasswordPolicy 'XContoso#77' -UserInput contoso -DisallowUserName $false | Should -BeTrue
    }

    It 'asks a list of breached passwords' {
        $hash = [Convert]::ToHexString([Security.Cryptography.SHA1]::HashData([Text.Encoding]::UTF8.GetBytes($good)))
        $list = Join-Path $folder list.txt
        Set-Content $list "${hash}:3"
        (Test-PasswordPolicy $good -BreachListPath $list -Detailed).Violations.Rule | Should -Be Breach
    }

    It 'follows the connected store''s policy and the user''s history' {
        $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
        $null = Set-PasswordPolicy -MinLength 11
        Add-PasswordHistory jane $good
        Test-PasswordPolicy 'Zt7#vLq9-R' | Should -BeFalse
        Test-PasswordPolicy 'Zt7#vLq9-R' -MinLength 10 | Should -BeTrue
        (Test-PasswordPolicy $good -UserId jane -Detailed).Violations.Rule | Should -Be History
        Test-PasswordPolicy $good -UserId john | Should -BeTrue
        (Get-SecurityAudit -Action password_policy_checked | Select-Object -Last 1).Resource | Should -Be john
    }

    It 'refuses what contradicts itself' {
        Disconnect-SecurityStore
        { Test-PasswordPolicy $good -MinLength 0 -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordPolicyInvalid,EnterpriseSecurity.Commands.Passwords.TestPasswordPolicyCommand'
        { Test-PasswordPolicy $good -NoBreachCheck -BreachListPath x -ErrorAction Stop } | Should -Throw -ErrorId 'ParametersConflict,*'
        { Test-PasswordPolicy $good -BreachRangeUri https://a.example/ -BreachListPath x -ErrorAction Stop } | Should -Throw -ErrorId 'ParametersConflict,*'
        { Test-PasswordPolicy $good -BreachRangeUri http://a.example/range/ -ErrorAction Stop } | Should -Throw -ErrorId 'BreachServiceAddressInvalid,*'
        { Test-PasswordPolicy $good -BreachListPath (Join-Path $folder none) -ErrorAction Stop } | Should -Throw -ErrorId 'BreachListNotFound,*'
        { Test-PasswordPolicy $good -UserInput ('x' * 101) -MinStrengthScore 1 -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordUserInputsInvalid,*'
    }
}
