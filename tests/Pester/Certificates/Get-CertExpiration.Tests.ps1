BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-Module (Join-Path $PSScriptRoot 'Samples.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    New-SampleCertificate $folder
    $script:leaf = Join-Path $folder leaf.crt
    $script:root = Join-Path $folder root.crt
    $script:words = ConvertTo-SuiteSecret 'words'
}

AfterAll { Remove-SuiteFolder $folder }

Describe 'Get-CertExpiration' {
    It 'has the fields that scripts rely on' {
        $one = Get-CertExpiration $leaf
        $one.IsExpired, $one.ExpiresSoon, $one.DaysUntilExpiry, $one.Subject, $one.Issuer | Should -Be $false, $false, 89, 'CN=example.com', 'CN=Sample Root'
        ($one | Get-CertExpiration).Thumbprint | Should -Be $one.Thumbprint
        (Get-Item $leaf | Get-CertExpiration).Path | Should -Be $leaf
        (Get-PfxCertificate $leaf | Get-CertExpiration).DaysUntilExpiry | Should -Be 89
    }

    It 'looks through folders' {
        $deep = New-Item -ItemType Directory (Join-Path $folder sub deep) -Force
        New-SampleCertificate $deep.FullName -Days 3
        Remove-Item (Join-Path $deep.FullName broken.crt)
        $found = Get-CertExpiration (Join-Path $folder sub) -Recurse
        $found.Count | Should -Be 2
        Get-CertExpiration (Join-Path $folder sub) | Should -BeNullOrEmpty
        $soon = @(Get-CertExpiration (Join-Path $folder sub) -Recurse -Within 7d)
        $soon.Count, $soon[0].ExpiresSoon, $soon[0].Subject | Should -Be 1, $true, 'CN=example.com'
    }

    It 'names what it cannot read, and goes on' {
        $found = Get-CertExpiration $folder -ErrorAction SilentlyContinue -ErrorVariable failed
        $found.Subject | Should -Contain 'CN=example.com'
        $failed.TargetObject | Should -Be (Join-Path $folder broken.crt)
    }

    It 'asks an endpoint' -Skip:(-not (Get-Command openssl -ErrorAction Ignore)) {
        $server = Start-SampleServer $folder
        try {
            $one = Get-CertExpiration -ComputerName "localhost:$($server.Port)"
            $one.Subject, $one.Source | Should -Be 'CN=example.com', "localhost:$($server.Port)"
        }
        finally { Stop-Process $server.Process }
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'SystemStoreUnknown'; With = @{ SystemStore = 'Nowhere/My' } }
        @{ Id = 'EndpointInvalid'; With = @{ ComputerName = 'host:x' } }
        @{ Id = 'HostNameInvalid'; With = @{ ComputerName = 'a b:443' } }
    ) {
        { Get-CertExpiration @With -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Certificates.GetCertExpirationCommand"
    }
}
