CREATE DATABASE [AdventureWorks];
ALTER DATABASE [AdventureWorks] SET RECOVERY FULL;
GO
USE [AdventureWorks];
CREATE TABLE dbo.Department (
    DepartmentID int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    Name nvarchar(50) NOT NULL,
    GroupName nvarchar(50) NOT NULL
);
CREATE TABLE dbo.Product (
    ProductID int NOT NULL PRIMARY KEY,
    Name nvarchar(50) NOT NULL,
    ListPrice decimal(19, 4) NOT NULL,
    SellStartDate datetime NOT NULL
);
CREATE TABLE dbo.SalesOrder (
    SalesOrderID int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    ProductID int NOT NULL,
    Quantity smallint NOT NULL,
    OrderDate datetime NOT NULL
);
INSERT INTO dbo.Department (Name, GroupName) VALUES
    (N'Engineering', N'Research and Development'),
    (N'Sales', N'Sales and Marketing'),
    (N'Purchasing', N'Inventory Management'),
    (N'Production', N'Manufacturing');
INSERT INTO dbo.Product (ProductID, Name, ListPrice, SellStartDate) VALUES
    (680, N'Road frame, black, 58', 1431.5000, '20080430'),
    (707, N'Helmet, red', 34.9900, '20110531'),
    (711, N'Helmet, blue', 34.9900, '20110531'),
    (771, N'Mountain bike, silver, 38', 3399.9900, '20110531'),
    (870, N'Water bottle, 30 oz', 4.9900, '20130530');
INSERT INTO dbo.SalesOrder (ProductID, Quantity, OrderDate) VALUES
    (771, 1, '20110531'), (707, 3, '20110601'), (870, 12, '20130601'), (711, 2, '20130602');
